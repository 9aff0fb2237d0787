import { mkdtempSync } from 'node:fs'
import path from 'node:path'

/** The root of the checkout, where the clients' tools are installed. */
export const root = path.join(__dirname, '..', '..')

/** The emitted schema, which is all that these clients are told of Parley. */
export const schemaFile = path.join(root, 'schema', 'parley.graphql')

/** An empty folder outside the checkout, as a client's own project would be; it goes with this run's databases. */
export function clientFolder(name: string): string {
  return mkdtempSync(path.join(process.env.PARLEY_TEST_HOMES!, `client-${name}-`))
}
