import { join } from 'node:path'
import { lingui } from '@lingui/vite-plugin'
import { defineConfig } from 'vite'
import { statics } from './src/web/shell/statics.plugin.ts'
import { icons } from './src/web/ui/icons.plugin.ts'

const here = import.meta.dirname

/**
 * What the feed stands on comes as one file of each kind: on a line with 70 ms of round trip, a dozen small ones cost the first
 * frame half a second. What opens later is not in it.
 */
const late =
  /\/(\w+Page|ClipGrid|ClipMenu|Comments|Comment|talk|Transcript|Help|Figures|Sheet|ShareSheet|ShareButton|Field|Choice|PlayerSettings|sheets-loaded|preview|outside|kept-clips|worker|title|declined|muting|ClipMutes|Rest|Stop|Night|watching|OnceMore|clock|read|paged|kept-rows|script-address|save-file)\.tsx?$|(embed|plain|comments|share|calm)\.module\.css$|font\.css$|\.po$/
const isFeed = (id: string): boolean =>
  /node_modules\/(preact|@preact|preact-iso|@lingui\/core|thumbhash)\//.test(id) ||
  (/\/src\/web\/(main|shell|feed|player|ui)/.test(id) &&
    (id.endsWith('/FeedPage.tsx') || !late.test(id.split('?')[0]!)))

export default defineConfig({
  root: join(here, 'src/web'),
  base: '/',
  publicDir: false,
  appType: 'custom',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  // Both builds: without it the server's render carries the message compiler of development.
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [
    lingui({ configPath: join(here, 'src/web/words/lingui.config.ts'), failOnMissing: true, failOnCompileError: true }),
    icons(),
    statics(),
  ],
  // What a worker seldom needs, it loads when it does.
  worker: { format: 'es' },
  // Chromium refuses sprites and fonts as data: addresses under this shore's content policy.
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
    reportCompressedSize: false,
  },
  environments: {
    client: {
      build: {
        outDir: join(here, 'dist/client'),
        manifest: 'manifest.json',
        rolldownOptions: {
          input: {
            main: join(here, 'src/web/main.tsx'),
            embed: join(here, 'src/web/embed.ts'),
            plain: join(here, 'src/web/plain/plain.module.css'),
          },
          output: { codeSplitting: { groups: [{ name: 'feed', test: isFeed }] } },
        },
      },
    },
    worker: {
      consumer: 'client',
      build: {
        outDir: join(here, 'dist/client'),
        emptyOutDir: false,
        rolldownOptions: {
          input: { worker: join(here, 'src/web/worker.ts') },
          output: { format: 'iife', entryFileNames: '[name].js', codeSplitting: false },
        },
      },
    },
    ssr: {
      resolve: { noExternal: true },
      build: {
        ssr: true,
        outDir: join(here, 'dist/render'),
        rolldownOptions: {
          input: { render: join(here, 'src/web/render.tsx') },
          output: { entryFileNames: '[name].js', codeSplitting: false },
        },
      },
    },
  },
  // In this order: the worker's list of files comes from what the client's build wrote.
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'worker', 'ssr']) await builder.build(builder.environments[name]!)
    },
  },
})
