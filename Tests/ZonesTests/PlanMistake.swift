import Foundation
import Testing

/// A plan or board with one mistake in it, and all that is said about it.
struct PlanMistake: Sendable, CustomTestStringConvertible {
  typealias Change = Plans.Change

  var name: String
  var plan: [Change] = []
  var board: [Change] = []
  /// The start of each message, in order; a warning begins with "warning: ".
  var said: [String]
  /// Text that the first message's place begins with.
  var place: String

  var testDescription: String { name }

  static var all: [PlanMistake] { memory + devices + references + kernels + names }
}

/// Lines of the shipped plan and board that tests change.
enum Line {
  static let memory1 = "memory = <0x0 0xc0000000 0x0 0x20000000>;"
  static let memory2 = "memory = <0x0 0xa0000000 0x0 0x20000000>;"
  static let link1 = "hvisor,link-address = <0x90000000 0xc0200000>;"
  static let entry1 = "hvisor,entry-point = <0x90000000 0xc0dff000>;"
  static let access1 = "access = <&uart1>, <&refclk>, <&rtc>"
  static let vectors2 = "<&pcie>, <&msi>;\n\t\t\thvisor,msi-vectors = <160 48>;"
  static let console1 =
    "virtio-console { interrupts = <4>; };\n\t\t\tvirtio-blk { interrupts = <5>; image = \"/tool/linux1"
  static let args1 = "root=/dev/vda rootwait rw nohlt\";\n\t\t\t\tstdout-path = \"serial0:115200n8\";"
  static let refclk = "refclk: clock-ref-100m {"
  static let uart1 = "interrupts = <8 IRQ_TYPE_LEVEL_HIGH>;"
  static let guestRAM = "<0x0 0x00001000 0x0 0x00000000 0x0 0x10000>"
}
