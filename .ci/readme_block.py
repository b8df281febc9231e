"""Print the Nth block of shell commands of README.md, from 1: CI runs just what a newcomer is told to run."""

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"

if __name__ == "__main__":
    blocks = re.findall(r"^```sh\n(.*?)^```$", README.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    print(blocks[int(sys.argv[1]) - 1], end="")
