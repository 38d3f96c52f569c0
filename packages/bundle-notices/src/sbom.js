/** @import { BundledPackage } from "./bundled-packages.js" */

/**
 * A bundle and the packages in it, as CycloneDX 1.5 JSON: https://cyclonedx.org/docs/1.5/json/
 *
 * The optional time and serial number are left out, so that the same packages give the same bytes.
 *
 * @param {Omit<BundledPackage, "texts">} bundle
 * @param {readonly BundledPackage[]} packages sorted
 */
export function sbomJson(bundle, packages) {
  const bom = {
    $schema: "http://cyclonedx.org/schema/bom-1.5.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: { component: { type: "application", ...component(bundle) } },
    components: packages.map((bundled) => ({ type: "library", ...component(bundled) })),
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}

/** @param {Omit<BundledPackage, "texts">} bundled */
function component({ name, version, license }) {
  // A package URL: https://github.com/package-url/purl-spec
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  return { "bom-ref": purl, name, version, licenses: [{ expression: license }], purl };
}
