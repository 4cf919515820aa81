import { join } from 'node:path'
import { lingui } from '@lingui/vite-plugin'
import { defineConfig } from 'vite'
import { statics } from './src/web/shell/statics.plugin.ts'
import { icons } from './src/web/ui/icons.plugin.ts'

const here = import.meta.dirname

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
            first: join(here, 'src/web/first.ts'),
            embed: join(here, 'src/web/embed.ts'),
          },
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
  builder: {},
})
