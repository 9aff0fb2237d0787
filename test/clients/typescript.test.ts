import { execFile } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Server } from '../../src/serve/server.js'
import { clientFolder, root, schemaFile } from './places.js'
import { serveSeeds } from './served.js'

const run = promisify(execFile)
const app = clientFolder('typescript')

const config = {
  schema: schemaFile,
  documents: [path.join(root, 'src/serve/operations/*.graphql'), 'ask.ts'],
  generates: {
    'api/': {
      preset: 'client',
      config: {
        documentMode: 'string',
        strictScalars: true,
        scalars: { DateTime: 'string', ID: 'string', PartialDate: 'string' },
      },
    },
  },
}

const tsconfig = {
  compilerOptions: {
    strict: true,
    target: 'es2023',
    module: 'nodenext',
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    types: ['node'],
  },
  files: ['ask.ts'],
}

// It stands here and not in a file of its own, since no file of the checkout may miss what it imports.
const ask = `
import { graphql, useFragment } from './api'
import { WhoHeldOfficeDocument, type Office, type SeatFragment, type TypedDocumentString } from './api/graphql'

async function ask<Answer, Variables>(document: TypedDocumentString<Answer, Variables>, variables: Variables): Promise<Answer> {
  const response = await fetch(process.argv[2]!, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: document, variables }),
  })
  const { data } = (await response.json()) as { data: Answer }
  return data
}

const Seat = graphql(\`fragment Seat on ActorParticipationEdge { role node { __typename name } }\`)
const Talks = graphql(\`
  query Talks($id: ID!) { negotiation(id: $id) { title startedOn participants(first: 3) { edges { ...Seat } } } }
\`)

const seat = (edge: SeatFragment): string => \`\${edge.role} \${edge.node.name}\`

async function main() {
  const talks = await ask(Talks, { id: 'negotiation:us-rwanda-migration-talks' })
  const { negotiation } = talks
  const startedOn: string | null | undefined = negotiation?.startedOn
  const seats = negotiation?.participants.edges.map((edge) => seat(useFragment(Seat, edge)))
  const office: Office = 'FOREIGN_MINISTER'
  const { country } = await ask(WhoHeldOfficeDocument, { country: 'RW', office, on: '2025-05-05' })
  const holders = country?.officeholders.edges.map(({ basis, title, node }) => ({ basis, title, name: node.name }))
  console.log(JSON.stringify({ talks, startedOn, seats, holders }))
  // @ts-expect-error The schema has no such field.
  console.error(negotiation?.startedAt)
  // @ts-expect-error The schema has no such office.
  console.error('KING' satisfies Office)
  // @ts-expect-error The operation cannot do without its variable.
  void (() => ask(Talks, {}))
}

void main()
`

let server: Server

beforeAll(async () => {
  server = await serveSeeds()
}, 300_000)

afterAll(() => server.close())

/** Runs a program in the app's folder. Rejects, with what it printed, where it fails. */
async function node(...args: string[]) {
  try {
    return await run(process.execPath, args, { cwd: app })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(stdout + stderr, { cause: error })
  }
}

test('GraphQL Code Generator’s client preset makes types of the schema and all operations, which check and ask', async () => {
  const tool = (file: string) => path.join(root, 'node_modules', file)
  symlinkSync(tool(''), path.join(app, 'node_modules'))
  writeFileSync(path.join(app, 'codegen.json'), JSON.stringify(config))
  writeFileSync(path.join(app, 'tsconfig.json'), JSON.stringify(tsconfig))
  writeFileSync(path.join(app, 'package.json'), JSON.stringify({ type: 'commonjs' }))
  writeFileSync(path.join(app, 'ask.ts'), ask)

  await node(tool('@graphql-codegen/cli/cjs/bin.js'), '--config', 'codegen.json')
  expect(await node(tool('typescript/bin/tsc'), '--project', '.')).toEqual({ stdout: '', stderr: '' })
  const { stdout } = await node('ask.js', `${server.address}/graphql`)
  expect(JSON.parse(stdout)).toEqual({
    talks: {
      negotiation: {
        title:
          'Talks between Rwanda and the Trump administration on accepting migrants deported from the United States',
        startedOn: '2025-01/2025-05',
        participants: {
          edges: [
            { role: 'PARTY', node: { __typename: 'Country', name: 'Rwanda' } },
            { role: 'PARTY', node: { __typename: 'Organization', name: 'Trump administration' } },
            { role: 'NEGOTIATOR', node: { __typename: 'Group', name: 'U.S. officials' } },
          ],
        },
      },
    },
    startedOn: '2025-01/2025-05',
    seats: ['PARTY Rwanda', 'PARTY Trump administration', 'NEGOTIATOR U.S. officials'],
    holders: [{ basis: 'ATTESTED', title: 'Foreign Affairs Minister', name: 'Olivier Nduhungirehe' }],
  })
}, 120_000)
