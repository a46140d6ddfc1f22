"""`script/rules` lists each rule with its tests, and fails where a named one has none."""

import subprocess

import embedded


def rules(*names):
    command = [embedded.CHECKOUT / "script" / "rules", *names]
    return subprocess.run(command, capture_output=True, text=True)


def test_without_names_all_rules_are_listed():
    done = rules()
    assert done.returncode == 0, done.stdout
    for rule in ("R1", "R36", "LR10"):
        assert f"\n{rule}  " in f"\n{done.stdout}"


def test_an_unknown_rule_fails():
    done = rules("R36", "R9999")
    assert done.returncode == 1
    assert "R9999  (not in docs/rules.md)" in done.stdout
    assert "Without a test, or unknown: R9999" in done.stdout or "R36" in done.stdout
