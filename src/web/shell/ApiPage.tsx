import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import css from './api.module.css'
import shell from './shell.module.css'
import { useTitle } from './title.ts'
import { type Language, useWords } from './words.ts'

interface Content {
  'application/json'?: { schema: object; example?: unknown }
}
interface Operation {
  summary?: string
  tags?: string[]
  parameters?: {
    name: string
    in: 'path' | 'query'
    required?: boolean
    schema: { type?: string; default?: unknown }
  }[]
  requestBody?: { content: Content }
  responses?: Record<string, { content?: Content }>
  'x-who'?: string
  'x-scope'?: string | null
  'x-sensitive'?: boolean
  'x-summary-fr'?: string
}
interface Named extends Operation {
  method: string
  path: string
}
type Document = { paths: Record<string, Record<string, Operation>> }

/** Every operation of the API, read from the shore's own document: who may, what is sent, what comes back. */
export function ApiPage() {
  const { say, language } = useWords()
  useTitle(say('title.api'))
  const groups = useSignal<[tag: string, operations: Named[]][]>([])
  const origin = useSignal('')
  useEffect(() => {
    origin.value = location.origin
    void fetch('/api/openapi.json', { credentials: 'omit' })
      .then(reply => reply.json() as Promise<Document>)
      .then(
        document => (groups.value = grouped(document)),
        () => undefined,
      )
  }, [])
  return (
    <div class={`${shell.page} ${css.api}`}>
      <h1>{say('title.api')}</h1>
      <div class={shell.prose}>
        <p class={shell.lead}>{say('api.lead')}</p>
        <p>{say('api.token')}</p>
        <p>{say('api.refusals')}</p>
        <div class={shell.row}>
          <a class={shell.button} href="/api/openapi.json" download="openapi.json">
            {say('api.document')}
          </a>
        </div>
      </div>
      <nav class={css.contents} aria-label={say('api.contents')}>
        {groups.value.map(([tag]) => (
          <a key={tag} href={`#${tag}`}>
            {say(`api.tag.${tag}`)}
          </a>
        ))}
      </nav>
      {groups.value.map(([tag, operations]) => (
        <section class={shell.section} key={tag} id={tag}>
          <h2>{say(`api.tag.${tag}`)}</h2>
          {operations.map(operation => (
            <One
              key={`${operation.method} ${operation.path}`}
              operation={operation}
              origin={origin.value}
              language={language}
            />
          ))}
        </section>
      ))}
    </div>
  )
}

function grouped({ paths }: Document): [string, Named[]][] {
  const groups = new Map<string, Named[]>()
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      const [tag = 'shore'] = operation.tags ?? []
      groups.set(tag, [...(groups.get(tag) ?? []), { ...operation, method: method.toUpperCase(), path }])
    }
  const order = ['videos', 'feed', 'people', 'social', 'uploads', 'media', 'accounts', 'passkeys', 'tokens', 'shore']
  const place = (tag: string) => (order.includes(tag) ? order.indexOf(tag) : order.length)
  return [...groups].sort(([a], [b]) => place(a) - place(b))
}

function One({ operation, origin, language }: { operation: Named; origin: string; language: Language }) {
  const { say } = useWords()
  const { method, path, responses = {}, requestBody } = operation
  const scope = operation['x-scope']
  const answer = Object.entries(responses).find(([status]) => status.startsWith('2'))
  const example = answer?.[1].content?.['application/json']?.example
  return (
    <details class={css.operation}>
      <summary>
        <code>
          <strong>{method}</strong> {path}
        </code>
        <span>{(language === 'fr' && operation['x-summary-fr']) || operation.summary}</span>
      </summary>
      <p class={css.facts}>
        <span>{say(`api.who.${operation['x-who'] ?? 'anyone'}`)}</span>
        {path.startsWith('/api/') && operation['x-who'] !== 'anyone' && (
          <span>{scope ? say('api.scope', { scope }) : say('api.noToken')}</span>
        )}
        {operation['x-sensitive'] && <span>{say('api.sensitive')}</span>}
      </p>
      <h3>{say('api.call')}</h3>
      <pre>{curlOf(operation, origin, requestBody?.content['application/json']?.example)}</pre>
      {answer && (
        <>
          <h3>
            {say('api.answer')}: {answer[0]}
          </h3>
          {example !== undefined && example !== null && <pre>{JSON.stringify(example, null, 2)}</pre>}
        </>
      )}
    </details>
  )
}

/** The request as a command that anybody can run. */
function curlOf({ method, path, parameters = [], ...operation }: Named, origin: string, body: unknown): string {
  const values: Record<string, string> = {
    id: '019acf2e-7b1c-7d3a-9b5e-0f4c2d6a8e10',
    handle: 'marie',
    language: 'en',
    hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  }
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name)
  const query = parameters.some(parameter => parameter.in === 'query' && parameter.name === 'limit') ? '?limit=10' : ''
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${origin}${address}${query}'`,
    ...(operation['x-scope'] && operation['x-who'] !== 'anyone' ? [`-H 'Authorization: Bearer onshore_…'`] : []),
    ...(body === undefined
      ? []
      : [`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(body).replaceAll("'", "'\\''")}'`]),
  ].join(' \\\n  ')
}
