/**
 * Confines an engine: no network, no other process, no environment, no file but its input (read only) and its output folder,
 * and limits on memory, time and file size. bubblewrap where it works, else `unshare`, else limits alone.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SandboxKind } from './index.ts'
import { filterFile } from './seccomp.ts'

export interface Confinement {
  /** Files or folders that may be read, at their own path. */
  read: readonly string[]
  /** The one folder that may be written, at its own path; null where nothing is written. */
  write: string | null
  seconds: number
  /** Address-space limit in bytes; null for engines that reserve far more than they use (V8 does). */
  memory: number | null
}

export interface Sandbox {
  readonly kind: SandboxKind
  wrap(command: readonly string[], confinement: Confinement): string[]
}

// What a Debian program needs to start: its libraries, and the links that `update-alternatives` makes among them.
const systemFolders = ['/usr', '/lib', '/lib64', '/bin', '/etc/alternatives', '/etc/ld.so.cache', '/etc/fonts'].filter(
  existsSync,
)
/** A copy of the largest upload fits, with its header. */
const largestFile = 700_000_000
/** Threads of an engine; of processes it makes none. Root is not held by it. */
const mostTasks = 512

function limits({ seconds, memory }: Confinement): string[] {
  const processor = seconds * 2
  return [
    'prlimit',
    ...(memory === null ? [] : [`--as=${memory}`]),
    `--cpu=${processor}`,
    `--fsize=${largestFile}`,
    '--nofile=128',
    `--nproc=${mostTasks}`,
    // Whoever answers may come first of all, if the shore may; an engine never.
    '--rtprio=0',
    '--core=0',
    '--',
  ]
}

const bwrap: Sandbox = {
  kind: 'bwrap',
  // Whoever runs it begins a session for it, without a terminal, and sets its turn: one of bubblewrap's own would be without that.
  wrap(command, confinement) {
    const binds = systemFolders.flatMap(folder => ['--ro-bind', folder, folder])
    const reads = confinement.read.flatMap(path => ['--ro-bind', path, path])
    const filter = filterFile()
    return [
      ...(filter ? ['sh', '-c', 'exec 3< "$0"; exec bwrap --seccomp 3 "$@"', filter] : ['bwrap']),
      '--unshare-all',
      '--die-with-parent',
      '--cap-drop',
      'ALL',
      '--clearenv',
      '--setenv',
      'PATH',
      '/usr/bin:/bin',
      '--setenv',
      'HOME',
      '/tmp',
      ...binds,
      '--proc',
      '/proc',
      '--dev',
      '/dev',
      '--tmpfs',
      '/tmp',
      ...reads,
      ...(confinement.write ? ['--bind', confinement.write, confinement.write, '--chdir', confinement.write] : []),
      '--',
      ...limits(confinement),
      ...command,
    ]
  },
}

// The same walls by util-linux alone: a mapped user may mount inside its own namespaces, and nothing it mounts leaves them.
const unshare: Sandbox = {
  kind: 'unshare',
  wrap(command, confinement) {
    const root = '"$R"'
    const mounts = ['set -e', 'R=$(mktemp -d)', `mount -t tmpfs -o size=64m tmpfs ${root}`]
    const bind = (path: string, readOnly: boolean) => {
      mounts.push(
        `if [ -d ${quote(path)} ]; then mkdir -p ${root}${quote(path)}; else mkdir -p ${root}${quote(dirname(path))}; : > ${root}${quote(path)}; fi`,
      )
      mounts.push(`mount --rbind ${quote(path)} ${root}${quote(path)}`)
      if (readOnly) mounts.push(`mount -o remount,bind,ro ${root}${quote(path)}`)
    }
    for (const folder of systemFolders) bind(folder, true)
    for (const path of confinement.read) bind(path, true)
    if (confinement.write) bind(confinement.write, false)
    for (const device of ['/dev/null', '/dev/zero', '/dev/urandom']) bind(device, false)
    mounts.push(`mkdir -p ${root}/proc ${root}/tmp`, `mount -t proc proc ${root}/proc`)
    mounts.push(
      `cd ${root}`,
      'exec chroot . /usr/bin/env -i PATH=/usr/bin:/bin HOME=/tmp setpriv --no-new-privs --bounding-set -all --inh-caps -all "$@"',
    )
    return [
      'unshare',
      '--user',
      '--map-root-user',
      '--mount',
      '--pid',
      '--fork',
      '--net',
      '--ipc',
      '--uts',
      '--kill-child',
      '--propagation',
      'private',
      'sh',
      '-c',
      mounts.join('\n'),
      'sh',
      ...limits(confinement),
      ...command,
    ]
  },
}

// No walls, only limits: a trial on loopback, and it says so at the start.
const prlimit: Sandbox = {
  kind: 'prlimit',
  wrap: (command, confinement) => [
    ...limits(confinement),
    'setpriv',
    '--no-new-privs',
    'env',
    '-i',
    'PATH=/usr/bin:/bin',
    'HOME=/tmp',
    ...command,
  ],
}

function quote(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`
}

function works(sandbox: Sandbox): boolean {
  const [command, ...rest] = sandbox.wrap(['true'], { read: [], write: null, seconds: 5, memory: null })
  return spawnSync(command!, rest, { stdio: 'ignore', timeout: 10_000 }).status === 0
}

/** Every confinement that works on this machine, strongest first; the last always does. */
export function sandboxes(): Sandbox[] {
  return [bwrap, unshare].filter(works).concat(prlimit)
}

/** The one of that kind, whether it works here or not. */
export function sandboxOf(kind: Sandbox['kind']): Sandbox {
  return [bwrap, unshare, prlimit].find(sandbox => sandbox.kind === kind)!
}

/** The strongest that works here, without a try of the others. */
export function strongest(): Sandbox {
  return [bwrap, unshare].find(works) ?? prlimit
}
