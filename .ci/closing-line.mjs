// Reads vitest's JSON report and prints the closing line of CI; fails when a test failed or a suite was skipped.
// Usage: node closing-line.mjs REPORT EXIT_CODE
import { readFileSync } from 'node:fs';

const [file, exitCode] = process.argv.slice(2);
const report = JSON.parse(readFileSync(file, 'utf8'));
// A file that does not import counts no failed test, and an unhandled error after the last test counts none either.
const brokenFiles = report.testResults.filter(
  (each) => each.status === 'failed' && !each.assertionResults.some((test) => test.status === 'failed'),
).length;
let failed = report.numFailedTests + brokenFiles;
if (failed === 0 && exitCode !== '0') failed = 1;
const skipped = report.numPendingTests + report.numTodoTests;
if (skipped > 0) console.log(`${skipped} tests were skipped: in CI every suite must run.`);
console.log(`${report.numPassedTests} passed, ${failed} failed`);
if (failed > 0 || skipped > 0 || report.numPassedTests === 0) process.exitCode = 1;
