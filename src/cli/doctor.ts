import { Command } from 'commander'
import type { Finding } from '../doctor/check.js'
import { examine } from '../doctor/examine.js'
import { Exit } from '../problem.js'
import { say } from './say.js'

/** `parley doctor`: what may be wrong, and what to do about it. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      'Check versions, settings, disk, the database and the graph, and say what to do about each finding. Changes nothing; ends with 1 where a check failed.',
    )
    .option('--json', 'print one JSON object instead of lines')
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await examine({ say })
      const isWell = findings.every(({ state }) => state !== 'FAILED')
      process.stdout.write(
        json ? `${JSON.stringify({ well: isWell, checks: findings })}\n` : findings.filter(isNews).map(lines).join(''),
      )
      if (!isWell) process.exitCode = Exit.failedCheck
    })
}

const marks: Record<Finding['state'], string> = { OK: 'ok     ', FAILED: 'FAILED ', SKIPPED: 'skipped' }

/** Checks that were all skipped for one reason are told of once. */
function isNews({ state, says }: Finding, at: number, all: Finding[]): boolean {
  return state !== 'SKIPPED' || all[at - 1]?.says !== says
}

/** A line for each check; below one that failed, the first of what is wrong and what to type. */
function lines({ name, state, says, examples, remedy }: Finding): string {
  const below = [...examples.map((example) => `          ${example}`), ...(remedy ? [`        → ${remedy}`] : [])]
  return [`${marks[state]} ${state === 'SKIPPED' ? 'the rest' : name}: ${says}`, ...below]
    .map((line) => `${line}\n`)
    .join('')
}
