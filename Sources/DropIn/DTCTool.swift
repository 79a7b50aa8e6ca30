import DTS
import DeviceTree
import FDT
import SourceDiagnostics

/// `dtc`: the options, formats, messages and exit codes of dtc 1.8.1.
struct DTCTool {
  /// The formats of trees.
  enum Format: String {
    case dts
    case dtb
    case fs
    case yaml
    case asm
    case null
  }

  var input = "-"
  var output = "-"
  var inputFormat: String?
  var outputFormat: String?
  var dependencies: String?
  var layout = BlobLayout()
  var bootCPU: UInt32?
  var isForced = false
  var sorts = false
  /// How often `-q` was given.
  var quiet = 0
  var annotations = 0
  var includeFolders: [String] = []
  var levels = CheckLevels.standard
  var phandleForm = PhandleForm.standard
  var makesSymbols = false
  var makesFixups = false
  var makesAliases = false
  /// Whether a source is read as `cpp | dtc` would: an option of our own.
  var preprocesses = false
  /// The macros that are defined for that.
  var defines: [MacroDefinition] = []

  init(_ call: ToolCall) throws(ToolFailure) {
    var call = ShortOptions(call, Self.options)
    while let option = try Self.options.next(of: &call) { try take(option) }
    if call.operands.count > 1 { throw Self.options.misuse("missing files") }
    input = call.operands.first ?? "-"
    if !defines.isEmpty, !preprocesses { throw .fatal("-D defines a macro for -P, which is missing") }
    if layout.minimumSize > 0, layout.padding > 0 { throw .fatal("Can't set both -p and -S") }
  }

  private mutating func take(_ option: ShortOptions.Given) throws(ToolFailure) {
    let value = option.value
    switch option.letter {
    case "q": quiet += 1
    case "I": inputFormat = value
    case "o": output = value
    case "O": outputFormat = value
    case "V": layout.version = try Self.version(value)
    case "d": dependencies = value
    case "R": layout.freeReservations = try Self.count(value, of: "-R")
    case "S": layout.minimumSize = try Self.count(value, of: "-S")
    case "p": layout.padding = try Self.count(value, of: "-p")
    case "a": layout.alignment = try Self.alignment(value)
    case "b":
      // To dtc -1 is as if the option were not there.
      let number = try Self.number(value, of: "-b")
      bootCPU = number == -1 ? nil : UInt32(truncatingIfNeeded: number)
    case "f": isForced = true
    case "i": includeFolders.append(value)
    case "s": sorts = true
    case "H":
      guard let form = PhandleForm(rawValue: value) else {
        throw .fatal("Invalid argument \"\(value)\" to -H option")
      }
      phandleForm = form
    case "W": try setLevel(value, .warning)
    case "E": try setLevel(value, .error)
    case "@": makesSymbols = true
    case "L": makesFixups = true
    case "A": makesAliases = true
    case "T": annotations += 1
    case "P": preprocesses = true
    case "D": defines.append(MacroDefinition(option: value))
    default: break
    }
  }

  private mutating func setLevel(_ name: String, _ level: CheckLevels.Level) throws(ToolFailure) {
    do throws(UnknownCheck) {
      try levels.apply(name, level)
    } catch {
      let help = error.suggestion.map { "; did you mean '\($0)'?" } ?? ""
      throw .fatal("Unrecognized check name \"\(error.name)\"\(help)")
    }
  }

  private static func version(_ text: String) throws(ToolFailure) -> BlobLayout.Version {
    guard let version = BlobLayout.Version(rawValue: UInt32(truncatingIfNeeded: try number(text, of: "-V")))
    else { throw .fatal("Unknown device tree blob version \(text)") }
    return version
  }

  private static func alignment(_ text: String) throws(ToolFailure) -> Int {
    let size = try count(text, of: "-a")
    guard size > 0, size & (size - 1) == 0 else { throw .fatal("Invalid argument \"\(text)\" to -a option") }
    return size
  }

  /// A size that a blob may have: its header counts in 32 bits.
  private static func count(_ text: String, of option: String) throws(ToolFailure) -> Int {
    let number = try number(text, of: option)
    guard (0...Int64(Int32.max)).contains(number) else {
      throw .fatal("Invalid argument \"\(text)\" to \(option) option")
    }
    return Int(number)
  }

  /// A number as C writes it: decimal, 0x… or 0….
  private static func number(_ text: String, of option: String) throws(ToolFailure) -> Int64 {
    guard let number = CInteger.parse(text, base: 0) else {
      throw .fatal("Invalid argument \"\(text)\" to \(option) option")
    }
    return Int64(bitPattern: number)
  }
}
