import { SpanStatusCode, trace, type Attributes } from '@opentelemetry/api'

const tracer = trace.getTracer('parley')

/**
 * Does work within a span, which is the parent of those begun in it. Where the user has started no OpenTelemetry SDK it
 * only does the work. Attributes hold no values of a client's.
 */
export function span<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(name, { attributes }, async (begun) => {
    try {
      return await work()
    } catch (error) {
      begun.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      begun.end()
    }
  })
}
