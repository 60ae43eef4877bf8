// Runs once when the page loads.
() => {
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-copy]');
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = 'Đã chép · Copied';
  });

  // What is stopped may seem to have failed: app.py wants to know when that was.
  document.addEventListener('click', (event) => {
    if (event.target.closest('#stop, #batch-stop')) window.stoppedAt = performance.now();
  }, true);

  // Mended whenever it appears. Gradio's drop zones are called other than they read, and one is a
  // button inside a button, which bars those who listen to the page.
  const mend = () => {
    document.querySelectorAll('.upload-container:not(.icon-mode)[aria-label]').forEach((zone) => {
      zone.removeAttribute('aria-label');
    });
    // The status line says in both languages what this says in English.
    document.querySelectorAll('.toast-body.error').forEach((toast) => {
      if (toast.textContent.includes('currently busy')) toast.style.display = 'none';
    });
    document.querySelectorAll('.icon-button .upload-container:enabled').forEach((zone) => {
      const outer = zone.closest('.icon-button');
      const input = zone.querySelector('input');
      zone.disabled = true;
      zone.style.pointerEvents = 'none';
      outer.ariaLabel = outer.title = 'Thêm tệp · Add files';
      outer.onclick = (event) => { if (event.target !== input) input.click(); };
    });
  };
  new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
  mend();
}
