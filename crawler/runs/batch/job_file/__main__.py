"""``python -m crawler.runs.batch.job_file FILE`` writes the JSON Schema of job files, by which editors check them."""

import json
import sys
from pathlib import Path

from crawler.runs.batch.job_file._models import JobFile


def schema() -> str:
    return json.dumps(JobFile.model_json_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(schema(), "utf-8")
