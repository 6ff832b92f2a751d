// Checks Kubernetes manifests against the API's schemas: `node kubernetes.cjs TOOLS FILE...`, where TOOLS holds
// node_modules with kubernetes-models (the schemas as types and validators), js-yaml and typescript. Values are checked by the
// validators; keys that the API does not know by the compiler, which refuses excess properties of literals.
const { createRequire } = require("node:module");
const fs = require("node:fs");
const path = require("node:path");

const [, , tools, ...files] = process.argv;
const need = createRequire(path.join(path.resolve(tools), "/"));
const yaml = need("js-yaml");
const ts = need("typescript");

/** The module of kubernetes-models that holds an apiVersion: `v1`, `apps/v1`, `networking.k8s.io/v1`. */
const moduleOf = (apiVersion) => `kubernetes-models/${apiVersion}`;

function problemsOfValues({ apiVersion, kind, ...rest }) {
  const Model = need(moduleOf(apiVersion))[kind];
  if (Model === undefined) return [`no kind ${kind} in ${apiVersion}`];
  try {
    new Model(rest).validate();
    return [];
  } catch (e) {
    return [e.message];
  }
}

function problemsOfKeys(documents) {
  const source = documents
    .map(
      (d, i) =>
        `import type { I${d.kind} as T${i} } from "${moduleOf(d.apiVersion)}";\n` +
        `export const d${i}: T${i} = ${JSON.stringify(d, null, 1)};`,
    )
    .join("\n");
  const file = path.join(path.resolve(tools), "manifests.ts");
  fs.writeFileSync(file, source);
  const program = ts.createProgram([file], {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    types: [],
  });
  return ts.getPreEmitDiagnostics(program).map((d) => {
    const line = d.file.text.split("\n")[d.file.getLineAndCharacterOfPosition(d.start).line];
    return `${line.trim()}: ${ts.flattenDiagnosticMessageText(d.messageText, " ")}`;
  });
}

let found = 0;
let checked = 0;
for (const file of files) {
  const documents = yaml.loadAll(fs.readFileSync(file, "utf8")).filter((d) => d !== null);
  for (const problem of [...documents.flatMap(problemsOfValues), ...problemsOfKeys(documents)]) {
    console.error(`${file}: ${problem}`);
    found += 1;
  }
  checked += documents.length;
}
if (checked === 0) console.error("no manifests were checked");
process.exit(found > 0 || checked === 0 ? 1 : 0);
