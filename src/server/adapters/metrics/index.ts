/**
 * What the shore does, in numbers, for a Prometheus on the same machine. No number is about a person: routes are named by
 * their pattern, and nothing is labelled with an address, an account or a clip.
 */
import { createServer } from 'node:http'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  /** A request that was answered: `route` is a pattern, such as `/public/videos/:id`. */
  answered(request: { method: string; route: string; status: number; seconds: number }): void
  /** Prometheus’ text format 0.0.4. */
  text(): Promise<string>
  /** Answers `GET /metrics` on a port of loopback; the port it got. */
  serve(port: number): Promise<{ port: number; close(): void }>
}

export interface Facts {
  /** Jobs that wait or run, by kind. */
  jobs: readonly { task: string; n: number }[]
  /** Clips that no job will finish any more. */
  deadEnds: number
  /** Clips, by state. */
  videos: readonly { state: string; n: number }[]
}

export function openMetrics(facts: () => Promise<Facts>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'onshore_requests_total',
    help: 'Requests answered, by route pattern and status',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'onshore_request_seconds',
    help: 'Time from a request to the end of its reply; media is paced, and not in it',
    labelNames: ['route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  const gauge = (name: string, help: string, labelNames: string[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] })
  const jobs = gauge('onshore_jobs', 'Jobs that wait or run, by kind', ['task'])
  const dead = gauge('onshore_dead_ends', 'Clips that no job will finish any more', [])
  const videos = gauge('onshore_videos', 'Clips, by state', ['state'])
  const isUp = gauge('onshore_database_up', '1 while the database answers', [])
  const text = async (): Promise<string> => {
    const found = await facts().catch(() => null)
    isUp.set(found ? 1 : 0)
    for (const one of [jobs, dead, videos]) one.reset()
    for (const { task, n } of found?.jobs ?? []) jobs.set({ task }, n)
    for (const { state, n } of found?.videos ?? []) videos.set({ state }, n)
    if (found) dead.set(found.deadEnds)
    return registry.metrics()
  }
  return {
    answered({ method, route, status, seconds: took }) {
      requests.inc({ method, route, status: String(status) })
      if (!route.includes('media')) seconds.observe({ route }, took)
    },
    text,
    async serve(port) {
      const server = createServer((request, reply) => {
        if (request.url !== '/metrics') return void reply.writeHead(404).end()
        text().then(
          said => reply.writeHead(200, { 'Content-Type': registry.contentType }).end(said),
          () => reply.writeHead(500).end(),
        )
      })
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, '127.0.0.1', resolve)
      })
      const address = server.address() as { port: number }
      return {
        port: address.port,
        close() {
          server.close()
          server.closeAllConnections()
        },
      }
    },
  }
}
