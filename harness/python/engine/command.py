"""Finds and calls the command line."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

VARIABLE = "ENGINE"


class EngineError(RuntimeError):
    """The command line refused or failed. `code` is its exit code, `message` what it said.

    Exit codes: 1 failure (also a network whose logits differ), 2 usage, 3 some runs failed.
    """

    def __init__(self, message, code=None):
        super().__init__(message)
        self.message, self.code = message, code


def find(program=None):
    """The command line's path: `program`, else the variable ENGINE, else `engine` on the PATH, else what ./build.sh built here."""
    given = program or os.environ.get(VARIABLE)
    if given:
        found = shutil.which(str(given))
        if not found:
            raise EngineError(f"{given} is no program; give engine=PATH or set {VARIABLE} to artifacts/engine of a build")
        return found
    name = "engine.exe" if os.name == "nt" else "engine"
    built = Path(__file__).resolve().parents[3] / "artifacts" / name
    found = shutil.which("engine") or (shutil.which(str(built)) if built.exists() else None)
    if not found:
        raise EngineError(f"the command line engine is not on the PATH and not at {built}; build it by ./build.sh, or set {VARIABLE}")
    return found


def call(arguments, program=None, cwd=None, quiet=False):
    """Runs the command line and gives what it prints; its notes go on to stderr unless quiet.

    Raises EngineError with its message where the exit code is not 0.
    """
    done = subprocess.run(
        [find(program), *map(str, arguments)], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", errors="replace")
    if done.returncode != 0:
        raise EngineError(done.stderr.strip() or done.stdout.strip() or f"engine ended with exit code {done.returncode}", done.returncode)
    if not quiet and done.stderr:
        print(done.stderr, end="", file=sys.stderr)
    return done.stdout
