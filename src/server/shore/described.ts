import { policy } from '../http/policy.ts'
import { exampleOf, type Schema } from './examples.ts'
import { summariesFr } from './summaries-fr.ts'

interface Content {
  'application/json'?: { schema: Schema; example?: unknown }
}
interface Operation {
  summary?: string
  requestBody?: { content: Content }
  responses?: Record<string, { content?: Content }>
  [extension: `x-${string}`]: unknown
  security?: object[]
}

/**
 * The OpenAPI document with what the policy table says of each operation (who, and which scope of a token), its French sentence,
 * and an example of what is sent and what comes back.
 */
export function described(document: object): object {
  // A copy without shared parts: methods of one route stand in the framework's document as one object.
  const copy = JSON.parse(JSON.stringify(document)) as { paths?: Record<string, Record<string, Operation>> }
  const { paths = {} } = copy
  for (const [path, operations] of Object.entries(paths))
    for (const [method, operation] of Object.entries(operations)) {
      if (method === 'options' || method === 'head') {
        delete operations[method]
        continue
      }
      const name = `${method.toUpperCase()} ${path}`
      const row = policy[name.replace(/\{(\w+)\}/g, ':$1')]
      if (row) {
        operation['x-who'] = row.who
        operation['x-scope'] = row.scope
        if (row.isSensitive) operation['x-sensitive'] = true
        operation.security = row.scope !== null && row.who !== 'anyone' ? [{ token: [] }] : []
      }
      operation['x-summary-fr'] = summariesFr[name] ?? ''
      const body = operation.requestBody?.content['application/json']
      if (body) body.example = exampleOf(body.schema, { isBody: true })
      for (const [status, { content }] of Object.entries(operation.responses ?? {})) {
        const json = content?.['application/json']
        if (json && status.startsWith('2')) json.example = exampleOf(json.schema)
      }
    }
  return copy
}
