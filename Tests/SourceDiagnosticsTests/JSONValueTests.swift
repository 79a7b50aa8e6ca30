import Foundation
import SourceDiagnostics
import Testing
import TestSupport

@Suite struct JSONValueTests {
  @Test func keepsOrderAndReadsWell() {
    let value = JSONValue.object([
      ("z", .int(1)), ("a", .array([.hex(0xff), .null, .bool(true)])), ("e", .object([])), ("l", .array([])),
      ("n", .array([.object([("k", .string("v"))])])),
    ])
    #expect(
      value.text() == """
        {
          "z": 1,
          "a": ["0xff", null, true],
          "e": {},
          "l": [],
          "n": [
            {
              "k": "v"
            }
          ]
        }
        """)
  }

  /// Any string comes back from another reader of JSON.
  @Test func anyStringIsReadBack() throws {
    let seed: UInt64 = .random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let scalars = (0..<Int.random(in: 0...12, using: &random)).compactMap { _ in
        UnicodeScalar(UInt32.random(in: 0...(Bool.random(using: &random) ? 0x7f : 0x1_ffff), using: &random))
      }
      let text = String(String.UnicodeScalarView(scalars))
      let json = JSONValue.array([.string(text)]).text()
      let read = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String]
      #expect(
        read?.first.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars), "seed \(seed): \(json)")
    }
  }
}
