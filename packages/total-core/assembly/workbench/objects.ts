/** The kernel with its lid off, for tests; no product bundle has it. */
export * from "../objects/index";
