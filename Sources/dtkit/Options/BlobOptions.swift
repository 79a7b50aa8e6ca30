import ArgumentParser
import DropIn
import FDT

/// The room in a blob, and the cpu it names, as dtc's options say it.
struct BlobOptions: ParsableArguments {
  @Option(
    name: [.customShort("p", allowingJoined: true), .customLong("pad")],
    help: ArgumentHelp("Leave so many bytes free at the blob's end.", valueName: "bytes"),
    transform: BlobSize.init(argument:))
  var padding: BlobSize?

  @Option(
    name: [.customShort("S", allowingJoined: true), .customLong("space")],
    help: ArgumentHelp("Make the blob at least so long.", valueName: "bytes"),
    transform: BlobSize.init(argument:))
  var minimumSize: BlobSize?

  @Option(
    name: [.customShort("a", allowingJoined: true), .customLong("align")],
    help: ArgumentHelp("Make the blob's size a multiple of this power of two.", valueName: "bytes"),
    transform: BlobSize.init(argument:))
  var alignment: BlobSize?

  @Option(
    name: [.customShort("R", allowingJoined: true), .customLong("reserve")],
    help: ArgumentHelp("Leave room for so many more entries of /memreserve/.", valueName: "count"),
    transform: BlobSize.init(argument:))
  var reservations: BlobSize?

  @Option(
    name: [.customShort("b", allowingJoined: true), .customLong("boot-cpu")],
    help: ArgumentHelp("The cpu that boots; without it, the `reg` of the first one.", valueName: "number"),
    transform: BlobSize.init(argument:))
  var bootCPU: BlobSize?

  func validate() throws {
    if let alignment, !alignment.isPowerOfTwo {
      throw ValidationError("-a \(alignment.value) is no power of two")
    }
    if padding != nil, minimumSize != nil {
      throw ValidationError("-p and -S both say how long the blob is to be; give one of them")
    }
  }

  /// The layout of the blob.
  var layout: BlobLayout {
    var layout = BlobLayout()
    layout.padding = padding?.value ?? 0
    layout.minimumSize = minimumSize?.value ?? 0
    layout.freeReservations = reservations?.value ?? 0
    if let alignment { layout.alignment = alignment.value }
    return layout
  }
}

/// A size that a blob may have: its header counts in 32 bits, and readers take 31.
struct BlobSize {
  let value: Int

  /// Reads a number as C writes it: decimal, 0x… or 0….
  init(argument: String) throws {
    guard !argument.isEmpty, let bits = CInteger.parse(argument, base: 0) else {
      throw ValidationError("it is no number such as 4096 or 0x1000")
    }
    guard bits <= UInt64(Int32.max) else { throw ValidationError("the least is 0 and the most \(Int32.max)") }
    value = Int(bits)
  }

  var isPowerOfTwo: Bool { value > 0 && value & (value - 1) == 0 }
}
