/**
 * The ceiling: two pages with no product in them. `/` is a feed of pooled videos, the next two loaded ahead; `/one` is one
 * video. `bare-server.ts FOLDER COUNT` serves `0.mp4` … from the folder, whole or in ranges, and prints its port.
 */
import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'

const [folder = '', count = '0'] = process.argv.slice(2)

const style = `<style>body{margin:0;background:#000}main{height:100dvh;overflow-y:scroll;scroll-snap-type:y mandatory;scrollbar-width:none}
section{height:100dvh;scroll-snap-align:start;scroll-snap-stop:always}video{width:100%;height:100%;object-fit:cover;display:block}</style>`
const viewport = '<meta name="viewport" content="width=device-width">'

const pool = `
const count = ${count}, sections = [...document.querySelectorAll('section')]
const pool = [document.querySelector('video')]
while (pool.length < 4) pool.push(document.createElement('video'))
for (const video of pool) { video.muted = true; video.loop = true; video.playsInline = true }
pool[0].dataset.at = '0'
const place = (at, preload) => {
  if (at < 0 || at >= count) return null
  let video = pool.find(one => one.dataset.at === String(at))
  if (!video) {
    video = pool.find(one => one.dataset.at === undefined || Math.abs(Number(one.dataset.at) - current - .5) > 1.6)
    video.preload = preload
    video.dataset.at = String(at)
    video.src = '/' + at + '.mp4'
    sections[at].replaceChildren(video)
  }
  return video
}
let current = 0
const show = at => {
  const old = place(current)
  if (at !== current && old) old.pause()
  current = at
  const video = place(at, 'auto')
  video.play()
  const ahead = () => { for (const next of [at + 1, at + 2]) place(next, 'auto') }
  if (video.readyState >= 2) ahead()
  else video.addEventListener('loadeddata', () => current === at && ahead(), { once: true })
}
const observer = new IntersectionObserver(entries => {
  for (const entry of entries) if (entry.isIntersecting) show(sections.indexOf(entry.target))
}, { root: document.querySelector('main'), threshold: .5 })
for (const section of sections) observer.observe(section)
`
const pages: Record<string, string> = {
  '/': `<!doctype html>${viewport}${style}<main>${Array.from({ length: Number(count) }, (_, i) => `<section>${i === 0 ? '<video src="/0.mp4" preload="auto" muted autoplay playsinline loop></video>' : ''}</section>`).join('')}</main><script type="module">${pool}</script>`,
  '/one': `<!doctype html>${viewport}${style}<video src="/0.mp4" muted autoplay playsinline loop></video>`,
}

const server = createServer((request, reply) => {
  const page = pages[request.url ?? '']
  if (page) {
    reply.writeHead(200, { 'Content-Type': 'text/html' }).end(page)
    return
  }
  const name = /^\/(\d+\.mp4)$/.exec(request.url ?? '')?.[1]
  if (!name) {
    reply.writeHead(404).end()
    return
  }
  const { size } = statSync(join(folder, name))
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
  const start = Number(range?.[1] ?? 0)
  const end = range?.[2] ? Number(range[2]) : size - 1
  reply.writeHead(range ? 206 : 200, {
    'Content-Type': 'video/mp4',
    'Content-Length': end - start + 1,
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'public, max-age=31536000, immutable',
    ETag: `"${name}"`,
    ...(range ? { 'Content-Range': `bytes ${start}-${end}/${size}` } : {}),
  })
  const file = createReadStream(join(folder, name), { start, end, highWaterMark: 256 * 1024 })
  reply.on('close', () => file.destroy())
  file.pipe(reply)
})
server.listen(0, 'localhost', () => process.stdout.write(`${(server.address() as { port: number }).port}\n`))
