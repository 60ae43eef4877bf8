# The command line with the built-in model: no network is needed at run time.
FROM python:3.12-slim
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY summarize ./summarize
RUN pip install --no-cache-dir '.[tables]' && useradd --create-home news
USER news
WORKDIR /home/news
ENTRYPOINT ["summarize"]
CMD ["--help"]
