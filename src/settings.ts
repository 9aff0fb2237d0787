import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import envPaths from 'env-paths'
import { z } from 'zod'
import { Problem } from './problem.js'

/** The folder of this checkout: the same seen from `src/` and from `dist/`. */
export const checkout = realpathSync(path.join(path.dirname(fileURLToPath(import.meta.url)), '..'))

const places = envPaths('parley', { suffix: '' })

const environment = z.object({
  NEO4J_URI: z
    .string()
    .regex(/^(neo4j|bolt)(\+s|\+ssc)?:\/\/\S+$/, 'must be an address such as neo4j://host:7687')
    .optional(),
  NEO4J_USERNAME: z.string().default('neo4j'),
  NEO4J_PASSWORD: z.string().default(''),
  NEO4J_DATABASE: z.string().optional(),
  PARLEY_HOME: z.string().optional(),
  JAVA_HOME: z.string().optional(),
  PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  ANSWER_CACHE: z
    .string()
    .regex(/^(off|\d+(KiB|MiB|GiB)?)$/, 'must be a number of bytes such as 64MiB, or off')
    .transform(bytes)
    .default(64 * 1024 ** 2),
  COST_LIMIT: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1)
    .max(1_000_000_000)
    .default(50_000),
  RATE_LIMIT: z
    .string()
    .regex(/^(off|[1-9]\d{0,8}\/[1-9]\d{0,8})$/, 'must be points and points a second such as 100000/5000, or off')
    .transform(allowance)
    .optional(),
  API_KEYS: z
    .string()
    .transform(words)
    .refine((keys) => keys.every((key) => Buffer.byteLength(key) >= 32), 'every key must have at least 32 bytes')
    .default([]),
  TRUST_PROXY: z.string().optional(),
  TRUSTED_DOCUMENTS: z.string().optional(),
  INTROSPECTION: z.enum(['on', 'off']).default('on'),
  CORS_ORIGINS: z
    .string()
    .transform(words)
    .refine(
      (origins) => origins.every((origin) => origin === '*' || /^https?:\/\/[^/\s]+$/.test(origin)),
      'must be origins such as https://example.org, or *',
    )
    .default(['*']),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
})

/** What one client may spend: points of cost, and how many come back each second. */
export interface Allowance {
  points: number
  perSecond: number
}

export interface Settings {
  /** A server to use instead of the managed one; undefined where Parley manages its own. */
  neo4j?: { uri: string; username: string; password: string; database?: string }
  /** The Java to run the managed database with; the one on the PATH where undefined. */
  javaHome?: string
  /** Where the managed database keeps its files: `PARLEY_HOME`, else this checkout's own folder under the XDG data folder. */
  home: string
  /** Where what is fetched once is kept for every checkout. */
  cache: string
  port: number
  host: string
  /** The most bytes that answers may take which are kept to be given again; 0 keeps none. */
  answerCache: number
  /** The most that one operation may cost; see query/cost.ts. */
  costLimit: number
  /** What one client may spend; undefined for the usual, which spares those on this machine. */
  rate?: Allowance | 'off'
  /** Keys that lift that limit. */
  apiKeys: string[]
  /** Whom to believe in `X-Forwarded-For`: addresses, networks, or `loopback`, as Fastify's trustProxy takes them. */
  trustProxy?: string
  /** The manifest of the only documents that are answered. */
  trustedDocuments?: string
  introspection: boolean
  /** The sites whose pages may read answers; `*` for all. */
  corsOrigins: string[]
  logLevel: string
}

/** Every environment variable Parley reads, checked. An empty value counts as absent. Throws a Problem that names the variable. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const read = environment.safeParse(given)
  if (!read.success) {
    const issue = read.error.issues[0]!
    const name = String(issue.path[0])
    // Neither a key nor a password in an address is for a screen or a log.
    const shown = name === 'API_KEYS' ? '…' : (given[name] ?? '').replace(/(\w+:\/\/)?.*@/, '$1…@')
    throw new Problem('BAD_CONFIG', `${name}=${shown} cannot be used: ${issue.message}.`, {
      hint: `Correct or unset ${name}; docs/operating.md lists every setting.`,
    })
  }
  const { data } = read
  // Two checkouts must not share a database, so the folder is named after the checkout's place.
  const own = `${path.basename(checkout)}-${createHash('sha256').update(checkout).digest('hex').slice(0, 8)}`
  return {
    neo4j: data.NEO4J_URI
      ? {
          uri: data.NEO4J_URI,
          username: data.NEO4J_USERNAME,
          password: data.NEO4J_PASSWORD,
          database: data.NEO4J_DATABASE,
        }
      : undefined,
    javaHome: data.JAVA_HOME,
    home: path.resolve(data.PARLEY_HOME ?? path.join(places.data, own)),
    cache: places.cache,
    port: data.PORT,
    host: data.HOST,
    answerCache: data.ANSWER_CACHE,
    costLimit: data.COST_LIMIT,
    rate: data.RATE_LIMIT,
    apiKeys: data.API_KEYS,
    trustProxy: data.TRUST_PROXY,
    trustedDocuments: data.TRUSTED_DOCUMENTS,
    introspection: data.INTROSPECTION === 'on',
    corsOrigins: data.CORS_ORIGINS,
    logLevel: data.LOG_LEVEL,
  }
}

/** An address as it may be shown: without a name, a password (which may hold anything) or a query. */
export function shownAddress(uri: string): string {
  return uri.replace(/\/\/.*@/, '//').replace(/[?#].*$/, '')
}

/** Settings that are secrets: whoever is shown them learns only that they are set. */
const secret = /PASSWORD|KEY|TOKEN|SECRET/

/**
 * Every setting as it may be shown, by its variable: a secret only as `(set)`, an address without what stands before its
 * `@`. Those left to their defaults are `(default)`.
 */
export function shownSettings(env: NodeJS.ProcessEnv = process.env): [name: string, shown: string][] {
  return Object.keys(environment.shape).map((name) => {
    const given = env[name] ?? ''
    if (given === '') return [name, '(default)']
    return [name, secret.test(name) ? '(set)' : shownAddress(given)]
  })
}

/** `64MiB` → 67108864, `off` → 0. */
function bytes(size: string): number {
  const [, count = '0', unit = ''] = /^(\d+)(\w*)$/.exec(size) ?? []
  return Number(count) * 1024 ** ['', 'KiB', 'MiB', 'GiB'].indexOf(unit)
}

/** What stands between spaces and commas. */
function words(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean)
}

/** `100000/5000` → 100,000 points, of which 5,000 come back each second. */
function allowance(text: string): Allowance | 'off' {
  if (text === 'off') return 'off'
  const [points, perSecond] = text.split('/').map(Number) as [number, number]
  return { points, perSecond }
}
