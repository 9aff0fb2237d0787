// Brings dist/ up to date: the server by tsc, the GraphiQL page by Vite, and the files beside the sources that the
// server reads. Only what is stale is built; what is stale is told by content, since a checkout's times tell nothing.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

process.chdir(path.dirname(fileURLToPath(import.meta.url)))

const graphiql = 'src/serve/graphiql'
const operations = 'src/serve/operations'
const explorer = 'src/explorer'
const generated = path.join(explorer, 'gql')
const pages = [graphiql, operations, explorer].map((folder) => folder + path.sep)

const isPage = (file) => pages.some((folder) => file.startsWith(folder))
const sources = filesBelow('src')
const server = sources.filter((file) => !isPage(file))
const tools = ['build.mjs', 'package-lock.json']

if (!existsSync('node_modules/typescript') || !existsSync('node_modules/vite')) {
  console.error('The build needs the development packages, which are not installed. Run: npm ci --include=dev')
  process.exit(1)
}

await step('GraphiQL page', [...filesBelow(graphiql), ...filesBelow(operations), ...tools], () =>
  bundle(graphiql, 'dist/serve/graphiql', './'),
)
await step('explorer', [...explorerSources(), 'src/addresses.ts', 'schema/parley.graphql', ...tools], async () => {
  await writeTypes()
  await bundle(explorer, 'dist/explorer', '/')
  await writeOperations('dist/explorer/operations.json')
  for (const file of filesBelow('dist/explorer/assets')) compress(file)
})
await step('server', [...server, ...tools, 'tsconfig.json'], compile)

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}

/** What people wrote of the explorer. The stamp of what was made from it is void where that is gone. */
function explorerSources() {
  if (!existsSync(path.join(generated, 'graphql.ts'))) rmSync('dist/.built-explorer', { force: true })
  return filesBelow(explorer).filter((file) => !file.startsWith(generated + path.sep))
}

/** Runs `build` unless the inputs are those of its last success, and says how long it took. */
async function step(name, inputs, build) {
  const stamp = `dist/.built-${name.replace(' ', '-')}`
  const hash = createHash('sha256')
  for (const file of inputs) hash.update(`${file}\0`).update(readFileSync(file)).update('\0')
  const wanted = hash.digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  const began = performance.now()
  console.error(`Building the ${name} …`)
  rmSync(stamp, { force: true })
  await build()
  mkdirSync('dist', { recursive: true })
  writeFileSync(stamp, wanted)
  console.error(`Built the ${name} in ${((performance.now() - began) / 1000).toFixed(1)} s`)
}

function compile() {
  // A module whose source is gone must not be left for an import to find.
  for (const file of existsSync('dist') ? filesBelow('dist') : []) {
    const source = path.join('src', path.relative('dist', file)).replace(/\.js(\.map)?$/, '.ts')
    if (/\.js(\.map)?$/.test(file) && !isPage(source) && !existsSync(source)) rmSync(file)
  }
  const tsc = ['node_modules/typescript/bin/tsc', '--incremental', '--tsBuildInfoFile', 'dist/.tsbuildinfo']
  const { status } = spawnSync(process.execPath, tsc, { stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) process.exit(1)
  for (const file of server.filter((source) => !source.endsWith('.ts'))) {
    const copy = path.join('dist', path.relative('src', file))
    mkdirSync(path.dirname(copy), { recursive: true })
    cpSync(file, copy)
  }
}

/** Types of the explorer's operations, by the schema: what does not fit it does not compile. */
async function writeTypes() {
  const { generate } = await import('@graphql-codegen/cli')
  await generate({
    schema: 'schema/parley.graphql',
    documents: [`${explorer}/**/*.{ts,tsx}`, `!${generated}/**`],
    silent: true,
    errorsOnly: true,
    generates: {
      [`${generated}/`]: {
        preset: 'client',
        presetConfig: { fragmentMasking: false },
        config: {
          // Texts are a fifth of the size of parsed documents, and the page sends texts.
          documentMode: 'string',
          enumsAsTypes: true,
          useTypeImports: true,
          strictScalars: true,
          scalars: { PartialDate: 'string', DateTime: 'string' },
        },
      },
    },
  })
}

/** The texts of all operations of the explorer, as it sends them, for the server to have them planned: first those that open a page. */
async function writeOperations(file) {
  const { default: typescript } = await import('typescript')
  const source = readFileSync(path.join(generated, 'graphql.ts'), 'utf8')
  const options = { target: typescript.ScriptTarget.ES2022, module: typescript.ModuleKind.ES2022 }
  const { outputText } = typescript.transpileModule(source, { compilerOptions: options })
  const made = await import(`data:text/javascript,${encodeURIComponent(outputText)}`)
  const texts = Object.values(made)
    .map(String)
    .filter((text) => /^\s*query/.test(text))
  const order = [/^\s*query Start\b/, /^\s*query Actor/, /^\s*query \w+Page\b/, /./]
  const rank = (text) => order.findIndex((each) => each.test(text))
  writeFileSync(
    file,
    JSON.stringify(
      texts.sort((a, b) => rank(a) - rank(b)),
      null,
      1,
    ),
  )
}

/** Writes a file also as a browser takes it over the wire, so that the server need not compress what never changes. */
function compress(file) {
  const content = readFileSync(file)
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }))
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
}

async function bundle(root, outDir, base) {
  const { build } = await import('vite')
  await build({
    configFile: false,
    root,
    base,
    logLevel: 'error',
    build: {
      outDir: path.resolve(outDir),
      emptyOutDir: true,
      reportCompressedSize: false,
      // Monaco alone is larger than Vite's idea of a large file, and a page on one's own machine can bear it.
      chunkSizeWarningLimit: Infinity,
      // React's libraries mark every file "use client", which means nothing in a page without a React server.
      rolldownOptions: { onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning) },
    },
  })
}
