import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { endianness, tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A filter for the kernel (seccomp-bpf, seccomp(2)): threads yes, new processes no, and none of the calls that change
 * namespaces, trace others or reach into the kernel. An engine needs none of them, and root is not held by a limit on processes.
 */
interface Machine {
  /** AUDIT_ARCH of the machine. */
  arch: number
  clone: number
  denied: readonly number[]
}

// Numbers of calls: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h of Linux.
const machines: Readonly<Record<string, Machine>> = {
  x64: {
    arch: 0xc000003e,
    clone: 56,
    // fork vfork ptrace pivot_root mount umount2 reboot add_key request_key keyctl unshare perf_event_open setns bpf userfaultfd io_uring_setup
    denied: [57, 58, 101, 155, 165, 166, 169, 248, 249, 250, 272, 298, 308, 321, 323, 425],
  },
  arm64: {
    arch: 0xc00000b7,
    clone: 220,
    // umount2 mount pivot_root unshare ptrace reboot add_key request_key keyctl perf_event_open setns bpf userfaultfd io_uring_setup
    denied: [39, 40, 41, 97, 117, 142, 217, 218, 219, 241, 268, 280, 282, 425],
  },
}
const clone3 = 435
const threadFlag = 0x10000
const [allow, kill, notPermitted, notThere] = [0x7fff0000, 0x80000000, 0x00050001, 0x00050026]
const [load, ifEqual, ifAtLeast, ifSet, answer] = [0x20, 0x15, 0x35, 0x45, 0x06]

function program({ arch, clone, denied }: Machine): Buffer {
  const steps: [code: number, yes: number, no: number, value: number][] = [
    [load, 0, 0, 4],
    [ifEqual, 1, 0, arch],
    [answer, 0, 0, kill],
    [load, 0, 0, 0],
    // The second table of calls on x86 would go round the first.
    [ifAtLeast, 0, 1, 0x40000000],
    [answer, 0, 0, notPermitted],
    // Its flags lie in memory, where no filter can look: the C library then takes `clone`.
    [ifEqual, 0, 1, clone3],
    [answer, 0, 0, notThere],
    ...denied.flatMap((call): [number, number, number, number][] => [
      [ifEqual, 0, 1, call],
      [answer, 0, 0, notPermitted],
    ]),
    [ifEqual, 0, 3, clone],
    [load, 0, 0, 16],
    [ifSet, 1, 0, threadFlag],
    [answer, 0, 0, notPermitted],
    [answer, 0, 0, allow],
  ]
  const bytes = Buffer.alloc(steps.length * 8)
  for (const [at, [code, yes, no, value]] of steps.entries()) {
    bytes.writeUInt16LE(code, at * 8)
    bytes.writeUInt8(yes, at * 8 + 2)
    bytes.writeUInt8(no, at * 8 + 3)
    bytes.writeUInt32LE(value >>> 0, at * 8 + 4)
  }
  return bytes
}

let file: string | null | undefined

/** Path of a file with the filter for this machine, or null where there is none. */
export function filterFile(): string | null {
  if (file !== undefined) return file
  const machine = machines[process.arch]
  file = null
  if (machine && endianness() === 'LE') {
    const folder = mkdtempSync(join(tmpdir(), 'onshore-filter-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    file = join(folder, 'calls.bpf')
    writeFileSync(file, program(machine))
  }
  return file
}
