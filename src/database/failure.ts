import neo4j from 'neo4j-driver'
import { Problem } from '../problem.js'

/**
 * What the driver or the server reported, as the Problem a user can act on; the original is its `cause`. Messages name no
 * address, no Cypher and no class. An error that is nobody's but ours (a wrong statement, say) is returned as it is.
 */
export function failure(error: unknown): unknown {
  if (!(error instanceof neo4j.Neo4jError)) return error
  const { code, message } = error
  const problem = (...[kind, text, hint]: [Problem['code'], string, string]) =>
    new Problem(kind, text, { hint, cause: error })
  if (/\.Security\.(Unauthorized|AuthenticationRateLimit|CredentialsExpired|TokenExpired|Forbidden)$/.test(code)) {
    return problem(
      'BAD_CONFIG',
      'The database refuses the name and password.',
      'Set NEO4J_USERNAME and NEO4J_PASSWORD to those of that server.',
    )
  }
  if (/\.Database\.DatabaseNotFound$/.test(code)) {
    return problem(
      'BAD_CONFIG',
      'The server has no database of that name.',
      'Set NEO4J_DATABASE to one it has, or unset it for its default.',
    )
  }
  if (/MemoryPoolOutOfMemoryError|TransactionOutOfMemoryError|\.OutOfMemoryError$/.test(code)) {
    return problem(
      'QUERY_TOO_LARGE',
      'The query needs more memory than one query may take.',
      'Ask for less at once: fewer fields, smaller pages, narrower filters.',
    )
  }
  if (/TransactionTimedOut|LockAcquisitionTimeout/.test(code)) return timedOut(error)
  if (/connection acquisition timed out/i.test(message)) {
    return problem('OVERLOADED', 'The database has too much to do.', 'Try again in a second.')
  }
  if (isDiskFailure(code, message)) {
    return problem(
      'IO',
      'The database could not write to its disk.',
      'Free space on it, then restart Neo4j: until then it answers nothing.',
    )
  }
  if (
    /DatabaseUnavailable|ServiceUnavailable|SessionExpired|\.Terminated$|TransactionTerminated|NotALeader|ForbiddenOnReadOnlyDatabase/.test(
      code,
    )
  ) {
    return problem('DATABASE_UNAVAILABLE', 'The database cannot be reached.', 'Start it, or try again when it is back.')
  }
  return error
}

export function timedOut(cause?: unknown): Problem {
  return new Problem('TIMEOUT', 'The database did not answer in time.', {
    hint: 'Ask for less at once, or allow more time.',
    cause,
  })
}

function isDiskFailure(code: string, message: string): boolean {
  return (
    /TransactionLogError/.test(code) ||
    (code.startsWith('Neo.DatabaseError') && /no space left|critical error/i.test(message))
  )
}

/** Whether a failed read may be asked again at once: the connection was lost or the server was busy, not the query too much. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof neo4j.Neo4jError) || !neo4j.isRetryableError(error)) return false
  const told = failure(error)
  return !(told instanceof Problem) || told.code === 'DATABASE_UNAVAILABLE'
}
