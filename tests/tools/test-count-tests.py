"""tools/count-tests counts what Meson's logs say, and fails when a test did."""

import json
import unittest

from checkout import CheckoutTest

TAP = "# random seed: R02S0\n1..3\nok 1 /heap/a\nok 2 /heap/b # SKIP no python3\n{} 3 /heap/c\n"


class CountTests(CheckoutTest):
    def count(self, *logs):
        """(exit status, lines) for logs, each a list of runs: (name, result, output)."""
        paths = []
        for number, runs in enumerate(logs):
            paths.append(f"log{number}.json")
            self.write(paths[-1], "".join(json.dumps({"name": name, "result": result, "stdout": output}) + "\n"
                                          for name, result, output in runs))
        status, output, _ = self.run_tool("count-tests", *paths)
        return status, output.splitlines()

    def test_points_and_programs_are_counted(self):
        self.assertEqual(self.count([("heap", "OK", TAP.format("ok")), ("format", "OK", "ok 1..3\nok 4..6\n")]),
                         (0, ["skipped: heap: /heap/b: no python3", "tests: 3 passed, 0 failed, 1 skipped"]))

    def test_a_failed_point_is_named(self):
        self.assertEqual(self.count([("heap", "FAIL", TAP.format("not ok"))]),
                         (1, ["skipped: heap: /heap/b: no python3", "failed: heap: /heap/c (log0.json)",
                              "tests: 1 passed, 1 failed, 1 skipped"]))

    def test_a_program_that_dies_has_failed(self):
        self.assertEqual(self.count([("heap", "ERROR", "1..3\nok 1 /heap/a\n"), ("slow", "TIMEOUT", "")]),
                         (1, ["failed: heap: ERROR (log0.json)", "failed: slow: TIMEOUT (log0.json)",
                              "tests: 1 passed, 2 failed, 0 skipped"]))

    def test_a_skipped_program_gives_its_reason(self):
        self.assertEqual(self.count([("x", "OK", ""), ("xml", "SKIP", "xmllint is not installed\n")]),
                         (0, ["skipped: xml: xmllint is not installed", "tests: 1 passed, 0 failed, 1 skipped"]))

    def test_a_test_in_two_logs_counts_once_and_the_worst_stands(self):
        self.assertEqual(self.count([("heap", "OK", "1..2\nok 1 /a\nok 2 /b # SKIP\n")],
                                    [("heap", "FAIL", "1..2\nnot ok 1 /a\nok 2 /b\n")]),
                         (1, ["failed: heap: /a (log1.json)", "tests: 1 passed, 1 failed, 0 skipped"]))

    def test_no_test_is_no_success(self):
        self.assertEqual(self.count([]), (1, ["tests: 0 passed, 0 failed, 0 skipped"]))
        status, output, _ = self.run_tool("count-tests", "gone.json")
        self.assertEqual((status, output.splitlines()),
                         (1, ["no tests were run: gone.json was not written",
                              "tests: 0 passed, 0 failed, 0 skipped"]))


if __name__ == "__main__":
    unittest.main()
