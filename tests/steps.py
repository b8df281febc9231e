"""Runs the shell of an action's or a workflow's steps as it is written, as a runner does.

    python -m tests.steps datasets/kursk-2024

does so for every step of action.yml that has a shell, the installation too, in an empty folder for the runner's files.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
EXPRESSION = re.compile(r"\$\{\{ *([a-z0-9_.-]+) *\}\}")
Step = dict[str, Any]


@dataclass
class Runner:
    """The files and values that a runner gives to steps. `context` has what expressions name: "inputs.path"."""

    folder: Path
    workspace: Path
    context: dict[str, str]
    variables: Mapping[str, str] = field(default_factory=dict)

    def run(self, step: Step) -> "subprocess.CompletedProcess[str]":
        """Run one step. Its outputs can be named by the steps after it.

        Raises:
            ValueError: an expression stands in the shell itself, where an input could become a command.
            KeyError: an expression names what is not there.
        """
        if "${{" in step["run"]:
            raise ValueError(f"an expression in the shell of {step['name']}")
        script = self.folder / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        (self.folder / "output").write_text("", encoding="utf-8")
        options = ["--noprofile", "--norc", "-eo", "pipefail"] if step.get("shell") == "bash" else ["-e"]
        given = {name: self._resolved(str(value)) for name, value in step.get("env", {}).items()}
        done = subprocess.run(
            ["bash", *options, str(script)], cwd=self.workspace, env={**os.environ, **self._own, **given},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        for name, value in self.outputs.items():
            self.context[f"steps.{step.get('id')}.outputs.{name}"] = value
        return done

    @property
    def _own(self) -> dict[str, str]:
        files = {"GITHUB_OUTPUT": "output", "GITHUB_STEP_SUMMARY": "summary.md", "RUNNER_TEMP": "."}
        paths = {name: str((self.folder / file).resolve()) for name, file in files.items()}
        return {**paths, "GITHUB_ACTION_PATH": str(ROOT), "GITHUB_WORKSPACE": str(self.workspace), **self.variables}

    def _resolved(self, value: str) -> str:
        return EXPRESSION.sub(lambda match: self.context[match[1]], value)

    @property
    def outputs(self) -> dict[str, str]:
        """What the last step put out."""
        lines = (self.folder / "output").read_text(encoding="utf-8").splitlines()
        return {name: value for name, _, value in (line.partition("=") for line in lines)}

    @property
    def summary(self) -> str:
        """What all steps wrote for the summary of the job."""
        path = self.folder / "summary.md"
        return path.read_text(encoding="utf-8") if path.exists() else ""


def load(file: str) -> dict[str, Any]:
    """One of the project's YAML files."""
    whole: dict[str, Any] = yaml.load((ROOT / file).read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506  (text)
    return whole


def shell_of(steps: list[Step]) -> dict[str, Step]:
    """The steps that have a shell, by their names."""
    return {step["name"]: step for step in steps if "run" in step}


def inputs(action: Mapping[str, Any], **given: str) -> dict[str, str]:
    """What expressions of an action name, with the defaults of what is not given (- is written _ here)."""
    defaults = {name: entry.get("default", "") for name, entry in action["inputs"].items()}
    values = defaults | {name.replace("_", "-"): value for name, value in given.items()}
    return {f"inputs.{name}": value for name, value in values.items()}


def main(path: str) -> int:
    """Every step of the action; its first failure is the exit code."""
    action = load("action.yml")
    with tempfile.TemporaryDirectory() as folder:
        context = inputs(action, path=path, fail_on="never", report=f"{folder}/report")
        runner = Runner(Path(folder), ROOT, context | {"steps.python.outputs.python-path": sys.executable})
        for name, step in shell_of(action["runs"]["steps"]).items():
            done = runner.run(step)
            sys.stdout.write(f"-- {name}\n{done.stdout[-2000:]}{done.stderr}")
            if done.returncode:
                return done.returncode
        sys.stdout.write("".join(f"{key}={value}\n" for key, value in runner.outputs.items()))
        return 0 if runner.summary and (Path(folder) / "report" / "report.json").exists() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
