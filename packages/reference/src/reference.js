/** The reference of every export of `@dlg/total-core`, made from its docstrings by TypeDoc. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Application, Converter, LogLevel, ReflectionKind } from "typedoc";

const NAME = "@dlg/total-core";
const CORE = new URL("./", import.meta.resolve("@dlg/total-core/package.json"));

/** The folder in which it is committed. */
export const REFERENCE = fileURLToPath(new URL("docs/reference/", CORE));

/** The options of TypeDoc and of its plugin for Markdown. */
const OPTIONS =
  /** @satisfies {import("typedoc").TypeDocOptions & import("typedoc-plugin-markdown").PluginOptions} */ ({
    plugin: ["typedoc-plugin-markdown"],
    tsconfig: fileURLToPath(new URL("tsconfig.build.json", CORE)),
    basePath: fileURLToPath(CORE),
    name: NAME,
    readme: "none",
    router: "module",
    disableSources: true,
    excludePrivate: true,
    excludeInternal: true,
    sort: ["alphabetical"],
    // Batches of this package's own sources. Callers only pass them on, and need no name for them.
    intentionallyNotExported: ["DecodedBatch", "DecodedNumbers", "LiteralBatch"],
    validation: { notExported: true, invalidLink: true, invalidPath: true, notDocumented: true },
    hidePageHeader: true,
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    expandParameters: true,
    parametersFormat: "table",
    indexFormat: "table",
    excludeExternals: true,
    excludeScopesInPaths: true,
    flattenOutputFiles: true,
    groupOrder: ["Functions", "Classes", "Interfaces", "Type Aliases", "Variables"],
  });

/** @returns {string[]} the sources of all modules that users import */
function entryPoints() {
  const { exports } = JSON.parse(readFileSync(new URL("package.json", CORE), "utf8"));
  return Object.entries(exports)
    .filter(([path]) => path !== "./internal" && path !== "./package.json")
    .map(([, { types }]) =>
      fileURLToPath(new URL(types.replace("./dist/", "src/").replace(".d.ts", ".ts"), CORE)),
    );
}

/** TypeDoc sorts the members of a type into groups at 0. */
const BEFORE_GROUPS = 1000;

/**
 * The options of all formats stand once, where they are declared: types that extend them say so.
 * @param {import("typedoc").ProjectReflection} project
 */
function removeInherited(project) {
  for (const property of project.getReflectionsByKind(ReflectionKind.Property)) {
    const { inheritedFrom } = /** @type {import("typedoc").DeclarationReflection} */ (property);
    if (inheritedFrom !== undefined) project.removeReflection(property);
  }
}

/**
 * Writes the reference.
 * @param {string} folder
 * @returns {Promise<readonly string[]>} what is wrong: an export without a docstring, a type that is not exported, a link that leads nowhere
 */
export async function writeReference(folder) {
  const app = await Application.bootstrapWithPlugins({ ...OPTIONS, entryPoints: entryPoints(), out: folder });
  /** @type {string[]} */
  const faults = [];
  app.logger.log = (message, level) => {
    if (level >= LogLevel.Warn) faults.push(message);
  };
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => removeInherited(project), BEFORE_GROUPS);
  const project = await app.convert();
  if (project === undefined) return faults;
  // TypeDoc names modules by their sources: src, src/node.
  for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
    module.name = module.name.replace("src", NAME);
  }
  app.validate(project);
  await app.generateOutputs(project);
  return faults;
}
