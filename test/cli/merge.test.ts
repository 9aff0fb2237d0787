import type { Database } from '../../src/database/connect.js'
import { emptyDatabase } from '../database.js'
import { clientOf, loadWorld } from '../world.js'
import { long } from '../long.js'
import { parleyIn, root } from './command.js'

let database: Database

beforeAll(async () => {
  // Kept open by the helper, so that each command joins it instead of starting one.
  database = await emptyDatabase()
  await loadWorld(database)
}, 120_000)

/** Runs `parley` as a user would, against the database of the writing tests. */
const parley = (...args: string[]) => parleyIn(root, args)

const merged = `
  query ($ids: [ID!]!) {
    nodes(ids: $ids) { id }
    statements(filter: { speaker: { any: ["official:paul-mugabo"] } }) { totalCount }
    changes(first: 250) { edges { kind nodeId mergedInto load { id } } }
  }`

async function asked() {
  const ids = ['official:paul-mugabo', 'official:jane-doe']
  const { nodes, statements, changes } = (await clientOf(database).ask(merged, { ids })) as {
    nodes: { id: string }[]
    statements: { totalCount: number }
    changes: { edges: { kind: string; nodeId: string; mergedInto: string | null; load: null }[] }
  }
  const change = changes.edges.find(({ nodeId }) => nodeId === 'official:paul-mugabo')
  return { nodes: nodes.map(({ id }) => id), statements: statements.totalCount, change }
}

long(
  'merge tells what goes over, the old id answers with the survivor, and split undoes it',
  async () => {
    const before = await asked()
    const args = ['official:paul-mugabo', 'official:jane-doe']
    const plan = await parley('merge', ...args, '--plan')
    expect({ ...plan, stdout: plan.stdout.replace(/\d+/g, 'n') }).toEqual({
      code: 0,
      stdout:
        'official:paul-mugabo would become official:jane-doe: n name, n identifiers, n claims, n events and statements; said by dataset:fish-talks\n',
      stderr: '',
    })
    expect(await asked()).toEqual(before)
    const done = await parley('merge', ...args, '--reason', 'One person.', '--json')
    expect(done.code).toBe(0)
    expect(JSON.parse(done.stdout)).toEqual({
      merge: {
        id: 'official:paul-mugabo',
        survivor: 'official:jane-doe',
        reason: 'One person.',
        datasets: ['dataset:fish-talks'],
        names: 1,
        identifiers: 0,
        claims: expect.any(Number) as number,
        facts: expect.any(Number) as number,
      },
    })
    const after = await asked()
    expect(after).toEqual({
      nodes: ['official:jane-doe', 'official:jane-doe'],
      statements: after.statements,
      change: { kind: 'MERGED', nodeId: 'official:paul-mugabo', mergedInto: 'official:jane-doe', load: null },
    })
    expect(after.statements).toBeGreaterThan(before.statements)
    expect(await parley('split', 'official:paul-mugabo')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^official:paul-mugabo is apart from official:jane-doe again: 1 name, /) as string,
    })
    const again = await asked()
    expect(again).toMatchObject({ nodes: before.nodes, statements: before.statements, change: { kind: 'CREATED' } })
  },
  120_000,
)

test('what cannot be merged is bad data, an id that is not there no input', async () => {
  expect(await parley('merge', 'official:jane-doe', 'country:KE')).toEqual({
    code: 65,
    stdout: '',
    stderr:
      'official:jane-doe is of the type Official, country:KE of the type Country.\n  Only what is of one type can be one.\n',
  })
  expect(await parley('merge', 'official:jan-doe', 'official:paul-mugabo')).toEqual({
    code: 66,
    stdout: '',
    stderr: 'official:jan-doe is not known.\n  Did you mean official:jane-doe?\n',
  })
  // It stands in a fact file of the old pacts.
  const { code, stderr } = await parley('split', 'agreement:shore-treaty')
  expect({ code, stderr }).toEqual({
    code: 65,
    stderr:
      'agreement:shore-treaty is merged into agreement:shore-pact by dataset:old-pacts, not by parley merge.\n' +
      '  It stands under `redirects` in a fact file of dataset:old-pacts: what a dataset merges stays merged.\n',
  })
  expect((await parley('merge', 'official:jane-doe')).code).toBe(2)
}, 120_000)
