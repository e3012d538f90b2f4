"""What GitHub and pre-commit read from the repository. Their schemas are checked by tools/lint.sh."""

from __future__ import annotations

import os
import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


def test_the_workflow_runs_what_ci_runs_with_pinned_actions_and_may_only_read() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert [step["run"] for step in steps if "run" in step] == [".ci/run"]
    assert all(re.fullmatch(r"actions/[\w-]+@v\d+", step["uses"]) for step in steps if "uses" in step)
    assert workflow["permissions"] == {"contents": "read"}
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_before_a_commit_every_linter_runs_once() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    [repository] = config["repos"]
    assert repository["repo"] == "local", "hooks run the checkout's own pinned tools"
    commands = [hook["entry"].split() for hook in repository["hooks"]]
    assert {command[0] for command in commands} == {"tools/lint.sh"}
    linters = re.findall(r"^check (\S+)", (ROOT / "tools" / "lint.sh").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(name for command in commands for name in command[1:]) == sorted(linters)
