import Foundation
import Glibc

/// A program to be run and timed as a whole process.
struct Program {
  /// What a run cost, as the kernel accounts for it.
  struct Cost {
    /// Seconds of processor time, user and system.
    var processor: Double
    /// Seconds that passed.
    var elapsed: Double
    /// Whether it ended with exit code 0.
    var succeeded: Bool
  }

  /// Where it is, and the arguments that come before all others.
  let path: String
  let prefix: [String]

  /// The program of that name or path, behind which arguments may stand (`ld.so --library-path … dtc`); nil if there is
  /// none.
  init?(_ call: String) {
    let words = call.split(separator: " ").map { String($0) }
    guard let name = words.first else { return nil }
    let search = (environment("PATH") ?? "").split(separator: ":").map { "\($0)/" }
    let folders = name.contains("/") ? [""] : search
    guard let path = folders.map({ $0 + name }).first(where: { access($0, X_OK) == 0 }) else { return nil }
    self.path = path
    prefix = Array(words.dropFirst())
  }

  /// Runs it; what it says goes nowhere.
  func run(_ arguments: [String]) -> Cost {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for file in 0...2 { posix_spawn_file_actions_addopen(&actions, Int32(file), "/dev/null", O_RDWR, 0) }
    var words = ([path] + prefix + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    var status: Int32 = 0
    var usage = rusage()
    let start = ContinuousClock.now
    guard posix_spawn(&process, path, &actions, nil, &words, environ) == 0,
      wait4(process, &status, 0, &usage) == process
    else { return Cost(processor: 0, elapsed: 0, succeeded: false) }
    return Cost(
      processor: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      elapsed: (ContinuousClock.now - start) / .seconds(1), succeeded: status == 0)
  }

  /// Runs it with at most so much processor time, after which the kernel ends it.
  func run(_ arguments: [String], limit: Int) -> Cost {
    guard let shell = Program("/bin/sh") else { return run(arguments) }
    return shell.run(["-c", "ulimit -t \(limit); exec \"$0\" \"$@\"", path] + prefix + arguments)
  }

  private func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}

/// The value of an environment variable; nil if it is not set, or empty.
func environment(_ name: String) -> String? {
  ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
}
