/// Sorts the messages of a log into boots.
struct BootLogReader {
  private var boots: [BootLog] = []
  private var boot = BootLog()
  /// The current boot has a kernel's first line.
  private var hasBanner = false
  /// The entry of a wrapped command line that goes on (`CONFIG_CMDLINE_LOG_WRAP_IDEAL_LEN`); nil if it is whole.
  private var openCommandLine: Int?
  private var efi = EFILogReader()

  mutating func take(_ message: LogText.Message, of bytes: [UInt8]) {
    let text = LogCursor(bytes, message.text)
    guard !text.isAtEnd else { return }
    do throws(EFIMapError) {
      try efi.take(message, of: bytes)
    } catch {
      boot.efiProblem = boot.efiProblem ?? error
    }
    if let line = IOMemLine(text) {
      show(IOMemListing.Row(line: message.line, entry: line))
      return
    }
    guard let statement = LogStatement(text) else { return }
    switch statement {
    case .version:
      if hasBanner { endBoot() }
      hasBanner = true
    case .openSBI: if hasBanner { endBoot() }
    case .commandLine(let text): if joins(text, message.line) { return }
    default: break
    }
    boot.lastLine = message.line
    boot.entries.append(BootLog.Entry(line: message.line, statement: statement))
  }

  /// The boots; those in which only firmware speaks are left out.
  mutating func finish() -> [BootLog] {
    endBoot()
    return boots
  }

  private mutating func endBoot() {
    if let line = efi.firstLine { boot.efiMap = Logged(efi.finish(), line: line) }
    efi = EFILogReader()
    let speaks = boot.entries.contains { entry in
      if case .openSBI = entry.statement { false } else { true }
    }
    if speaks || boot.iomem != nil { boots.append(boot) }
    boot = BootLog()
    hasBanner = false
    openCommandLine = nil
  }

  private mutating func show(_ row: IOMemListing.Row) {
    var listing = boot.iomem ?? IOMemListing()
    boot.iomem = nil
    if !listing.append(row) { listing = IOMemListing(rows: [row]) }
    boot.iomem = listing
    boot.lastLine = row.line
  }

  /// Adds a continuation to the command line above, whose end " \\" says that it goes on.
  private mutating func joins(_ text: String, _ line: Int) -> Bool {
    let isOpen = text.hasSuffix(" \\")
    let part = isOpen ? String(text.dropLast(2)) : text
    if let index = openCommandLine, case .commandLine(let before) = boot.entries[index].statement {
      let whole = (before + " " + part).utf8.prefix(CommandLine.limit)
      boot.entries[index].statement = .commandLine(String(decoding: Array(whole), as: UTF8.self))
      if !isOpen { openCommandLine = nil }
      return true
    }
    guard isOpen else { return false }
    openCommandLine = boot.entries.count
    boot.entries.append(BootLog.Entry(line: line, statement: .commandLine(part)))
    return true
  }
}
