import Foundation
import LinuxBoot
import TestSupport

/// Linux's own memblock behind `Scripts/memblock-test/driver.c`, and ours asked the same.
struct MemblockOracle {
  /// The driver; nil but in `make memblock-test`.
  static let path = ProcessInfo.processInfo.environment["MEMBLOCK_ORACLE"]

  var driver: String

  /// What Linux answers.
  func theirs(_ operations: [MemblockOperation]) throws -> [UInt8] {
    var input: [UInt8] = []
    for operation in operations { input.append(contentsOf: operation.line.utf8) }
    let result = try Tool.run(driver, input: input)
    guard result.status == 0 else { throw Failure(status: result.status, errors: result.errors) }
    return result.output
  }

  /// What we answer.
  func ours(_ operations: [MemblockOperation]) -> [UInt8] {
    var memblock = Memblock(pageSize: 0x1000)
    var output: [UInt8] = []
    for operation in operations { output.append(contentsOf: operation.answer(from: &memblock).utf8) }
    return output
  }

  /// The sequence without what the difference does not need, and both answers; nil if they are equal.
  func difference(in operations: [MemblockOperation]) throws -> String? {
    guard try differ(operations) else { return nil }
    var operations = operations
    var index = operations.count - 1
    while index > 0 {
      var fewer = operations
      fewer.remove(at: index)
      if try differ(fewer) { operations = fewer }
      index -= 1
    }
    operations.append(MemblockOperation(verb: .dump))
    return """
      \(operations.map(\.line).joined())Linux:
      \(String(decoding: try theirs(operations), as: UTF8.self))ours:
      \(String(decoding: ours(operations), as: UTF8.self))
      """
  }

  private func differ(_ operations: [MemblockOperation]) throws -> Bool {
    try theirs(operations) != ours(operations)
  }

  struct Failure: Error {
    var status: Int32
    var errors: String
  }
}
