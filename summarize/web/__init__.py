"""What the web demo is made of but its widgets: panels, wording, limits and models (no gradio)."""
