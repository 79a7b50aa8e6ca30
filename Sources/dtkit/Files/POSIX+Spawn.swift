import FileSystem
import Glibc
import SystemPackage

extension POSIX {
  /// Runs a program, found on PATH unless it is a path, and returns its exit code and what it writes to standard
  /// output; it has standard input and standard error of this one.
  ///
  /// - Parameter limit: The most bytes that it may write.
  static func run(_ arguments: [String], limit: Int) throws(CommandError) -> (code: Int32, output: [UInt8]) {
    guard let program = arguments.first else { throw CommandError("there is no program to run") }
    do {
      let (reading, writing) = try FileDescriptor.pipe()
      let child: pid_t
      do {
        child = try spawn(program, arguments, output: writing, closing: reading)
      } catch {
        try? reading.close()
        try? writing.close()
        throw error
      }
      try writing.close()
      let output = try reading.closeAfter {
        try OpenFile(descriptor: reading.rawValue).contents(limit: limit)
      }
      var status: Int32 = 0
      while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
      // As the shell counts: a signal is 128 and its number.
      let code = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
      guard let output else { throw CommandError("\(program): it writes more than \(limit >> 20) MiB") }
      return (code, output)
    } catch let error as Errno {
      throw CommandError("\(program): it cannot be run: \(SystemError(error.rawValue).reason)")
    } catch let error as CommandError {
      throw error
    } catch {
      throw CommandError("\(program): \(error)")
    }
  }

  private static func spawn(
    _ program: String, _ arguments: [String], output: FileDescriptor, closing other: FileDescriptor
  ) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, output.rawValue, 1)
    unsafe posix_spawn_file_actions_addclose(&actions, output.rawValue)
    unsafe posix_spawn_file_actions_addclose(&actions, other.rawValue)
    var words: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) }
    unsafe words.append(nil)
    defer { unsafe words.forEach { unsafe free($0) } }
    var child: pid_t = 0
    let code = unsafe posix_spawnp(&child, program, &actions, nil, words, environ)
    if code != 0 { throw Errno(rawValue: code) }
    return child
  }
}
