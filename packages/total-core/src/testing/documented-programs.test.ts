import { expect, test } from "vitest";
import { documentedPrograms } from "./documented-programs.js";

const fence = "```";

test("a program, its file and what it prints are found under their heading", () => {
  const page = `# Page

## One

${fence}csv a.csv
x
1
${fence}

${fence}js
console.log(1);
${fence}

It prints:

${fence}
1
${fence}

## Two

No program.
`;
  expect(documentedPrograms(page)).toEqual([
    { title: "One", language: "js", code: "console.log(1);\n", prints: "1\n", files: [["a.csv", "x\n1\n"]] },
  ]);
});

test("a program without what it prints is refused", () => {
  expect(() => documentedPrograms(`## One\n\n${fence}js\n1;\n${fence}\n`)).toThrow(
    "One: expected what the program prints",
  );
});
