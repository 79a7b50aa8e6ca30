import FileSystem
import Glibc

extension OpenFile {
  /// Whether a person reads what goes to it.
  private var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Whether it takes colours: a terminal, unless NO_COLOR is set or it is a dumb one.
  var takesColours: Bool {
    isTerminal && (POSIX.environment("NO_COLOR") ?? "").isEmpty && POSIX.environment("TERM") != "dumb"
  }

  /// How many columns the terminal that it goes to has; nil if it is none.
  var columns: Int? {
    var size = winsize()
    guard isTerminal, unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }
}
