import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Compares a text with the file that keeps it, so that a change of it is a diff that a reviewer sees. `GOLDEN=write npm
 * test` writes the files anew.
 */
export function expectGolden(file: string, text: string): void {
  const place = path.join(__dirname, file)
  if (process.env.GOLDEN === 'write' || !existsSync(place)) {
    if (process.env.CI) throw new Error(`${file} is missing: run GOLDEN=write npm test, and commit it`)
    mkdirSync(path.dirname(place), { recursive: true })
    writeFileSync(place, text)
  }
  expect(text).toBe(readFileSync(place, 'utf8'))
}
