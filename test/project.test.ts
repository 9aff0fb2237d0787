import { execFile } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { preProcessFile } from 'typescript'
import { parse } from 'yaml'

const root = path.join(__dirname, '..')
const run = promisify(execFile)
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

/** What each place of src/ may import from, besides itself. The files at its top may import each other. */
const table: Record<string, string[]> = {
  top: [],
  model: ['top'],
  database: ['model', 'top'],
  query: ['model', 'database', 'top'],
  load: ['model', 'database', 'top'],
  export: ['load', 'model', 'database', 'top'],
  serve: ['query', 'model', 'database', 'top'],
  doctor: ['load', 'export', 'model', 'database', 'top'],
  cli: ['query', 'load', 'export', 'doctor', 'serve', 'model', 'database', 'top'],
  explorer: ['top'],
}

const homes: Record<string, string> = {
  'type-graphql': 'model',
  'neo4j-driver': 'database',
  '@apollo/server': 'serve',
  fastify: 'serve',
  yaml: 'load',
  'world-countries': 'load',
  'iso-3166': 'load',
  'csv-parse': 'load',
  hyparquet: 'load',
  commander: 'cli',
}

// GraphQL is the language of the whole, whatever comes from outside is checked by zod where it comes in, and both pages
// are drawn by React.
const everywhere = ['graphql', 'zod', 'react', 'react-dom']

const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .sort()

interface Import {
  file: string
  from: string
  to: string
}

const imports: Import[] = sources.flatMap((file) =>
  preProcessFile(read(`src/${file}`)).importedFiles.map(({ fileName }) => ({
    file,
    from: place(file),
    to: fileName,
  })),
)
const isOwn = ({ to }: Import) => to.startsWith('.')

/** `load/export/csv.ts` → `export`, `model/Country.ts` → `model`, `problem.ts` → `top`. */
function place(file: string): string {
  const [folder, below] = path.dirname(file).split(path.sep)
  return folder === '.' ? 'top' : below === 'export' ? below : folder!
}

/** `@apollo/server/errors` → `@apollo/server`. */
function library(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
}

describe('the layout', () => {
  test('a folder imports only from the folders that the design lets it', () => {
    const forbidden = imports.filter(isOwn).filter(({ file, from, to }) => {
      const target = place(path.join(path.dirname(file), to))
      return target !== from && !table[from]?.includes(target)
    })
    expect(forbidden).toEqual([])
  })

  test('a library is imported in one folder, its home', () => {
    const found = new Map<string, Set<string>>()
    for (const { from, to } of imports.filter((each) => !isOwn(each) && !each.to.startsWith('node:'))) {
      const name = library(to)
      // What is written is what the loader reads, by the same library.
      const folder = from === 'export' ? 'load' : from
      if (!everywhere.includes(name)) found.set(name, (found.get(name) ?? new Set()).add(folder))
    }
    expect([...found].filter(([, places]) => places.size > 1)).toEqual([])
    for (const [name, home] of Object.entries(homes)) {
      expect([name, ...(found.get(name) ?? [home])]).toEqual([name, home])
    }
  })

  test('the environment is read in the settings alone', () => {
    expect(sources.filter((file) => /process\.env/.test(read(`src/${file}`)))).toEqual(['settings.ts'])
  })

  test('no file is called after nothing', () => {
    const empty = /(^|\/)(utils?|helpers?|common|services?|shared|lib|core|types)(\/|\.tsx?$)/
    expect(sources.filter((file) => empty.test(file))).toEqual([])
  })
})

describe('the text', () => {
  const node = (...args: string[]) =>
    run(process.execPath, args, { cwd: root }).then(
      () => '',
      ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr,
    )

  // With the tests and the benchmark it takes two minutes: that is `npm run lint`.
  test('it lints without a complaint', async () => {
    const where = process.env.LONG_TESTS ? '.' : 'src'
    expect(await node('node_modules/eslint/bin/eslint.js', where, '--max-warnings=0')).toBe('')
  }, 240_000)

  test('it is formatted', async () => {
    expect(await node('node_modules/prettier/bin/prettier.cjs', '.', '--list-different')).toBe('')
  }, 120_000)

  // The server's own were looked at when it was built, and again as what the tests import.
  test.each(['test', 'src/serve/graphiql', 'src/explorer'])(
    'the types of %s are right',
    async (project) => {
      expect(await node('node_modules/typescript/bin/tsc', '--noEmit', '-p', project)).toBe('')
    },
    120_000,
  )

  test('no file names the host of a package registry or a path of the machine it was written on', async () => {
    const { stdout } = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root })
    const named = /registry\.(npmjs|yarnpkg)|repo1?\.maven|maven\.org|pypi\.org|deb\.debian|\/(work|root|tmp)\/\w/
    const found = stdout
      .split('\n')
      .filter((file) => file !== '' && !/\.(png|gz|ico)$/.test(file))
      .flatMap((file) =>
        read(file)
          .split('\n')
          .map((line, at) => ({ where: `${file}:${at + 1}`, line })),
      )
      .filter(({ line }) => named.test(line))
    expect(found).toEqual([])
  })
})

describe('the packaging', () => {
  test('a build with nothing to do says nothing and ends at once', async () => {
    await run(process.execPath, ['build.mjs'], { cwd: root })
    const began = performance.now()
    const { stdout, stderr } = await run(process.execPath, ['build.mjs'], { cwd: root })
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' })
    expect(performance.now() - began).toBeLessThan(10_000)
  }, 120_000)

  test('docker-compose.yml starts Parley, hardened, once its Neo4j is healthy, and leaves the password to the environment', () => {
    const { services, volumes } = parse(read('docker-compose.yml'))
    expect(Object.keys(services)).toEqual(['neo4j', 'parley'])
    const { neo4j, parley } = services
    expect(neo4j.image).toBe('neo4j:5.26-community')
    expect(neo4j.healthcheck.test[0]).toBe('CMD-SHELL')
    expect(Object.keys(volumes)).toEqual(neo4j.volumes.map((volume: string) => volume.split(':')[0]))
    expect(parley).toMatchObject({
      build: '.',
      depends_on: { neo4j: { condition: 'service_healthy' } },
      user: 'node',
      read_only: true,
      tmpfs: ['/tmp'],
      ports: ['127.0.0.1:${PORT:-4000}:4000'],
    })
    expect(parley.environment).toMatchObject({ NEO4J_URI: 'bolt://neo4j:7687', HOST: '0.0.0.0' })
    const passwords = [neo4j.environment.NEO4J_AUTH, parley.environment.NEO4J_PASSWORD]
    for (const password of passwords) expect(password).toMatch(/^(neo4j\/)?\$\{NEO4J_PASSWORD:\?.+\}$/)
  })

  test('the Dockerfile builds in one stage and runs as a plain user, watched, in another', () => {
    const lines = read('Dockerfile')
      .replace(/\\\n\s*/g, '')
      .split('\n')
    const steps = lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split(/ +/))
    const known = ['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'EXPOSE', 'HEALTHCHECK', 'CMD']
    expect(steps.filter(([step]) => !known.includes(step!))).toEqual([])
    expect(steps.filter(([step]) => step === 'FROM').map(([, ...rest]) => rest.join(' '))).toEqual([
      'node:22-slim AS build',
      'node:22-slim',
    ])
    const last = steps.slice(steps.findLastIndex(([step]) => step === 'FROM'))
    expect(last.filter(([step]) => step === 'COPY').every(([, from]) => from === '--from=build')).toBe(true)
    expect(last.map(([step]) => step)).toEqual(expect.arrayContaining(['USER', 'HEALTHCHECK', 'CMD']))
    expect(last.find(([step]) => step === 'USER')).toEqual(['USER', 'node'])
    expect(
      JSON.parse(
        last
          .find(([step]) => step === 'CMD')!
          .slice(1)
          .join(' '),
      ),
    ).toEqual(['node', '--max-semi-space-size=64', 'dist/cli/parley.js', 'start'])
  })
})
