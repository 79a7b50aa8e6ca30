import Foundation
import Testing
import TestSupport

/// Whoever knows libfdt's names finds ours.
@Suite struct LibFDTNamesTests {
  /// What the header defines its functions with, and where its codes end.
  private static let internalNames: Set<String> = ["fdt_set_hdr_", "FDT_ERR_MAX"]

  @Test func everyNameOfTheHeaderLeadsToOurs() throws {
    let header = try String(contentsOfFile: "/usr/include/libfdt.h", encoding: .utf8)
    let asked = Self.names(in: header).subtracting(Self.internalNames)
    #expect(asked.count > 110, "the header could not be read: \(asked.count) names")
    let declared = try ["Sources/FDT/LibFDTNames", "Sources/DeviceTree/Overlay"].reduce(into: Set<String>()) {
      let folder = Fixtures.packageRoot.appending(path: $1)
      for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      where file.lastPathComponent.hasPrefix("LibFDT") {
        let text = try String(contentsOf: file, encoding: .utf8)
        for match in text.matches(of: /public (?:func|var) (\w+)/) { $0.insert(String(match.1)) }
      }
    }
    #expect(asked.subtracting(declared).sorted() == [])
  }

  /// The functions, macros with arguments and error codes that the header declares.
  private static func names(in header: String) -> Set<String> {
    var names: Set<String> = []
    for match in header.matches(of: /#define\s+(fdt_\w+)\(/) { names.insert(String(match.1)) }
    for match in header.matches(of: /#define\s+(FDT_ERR_\w+)\s/) { names.insert(String(match.1)) }
    for match in header.matches(of: /fdt_set_hdr_\((\w+)\);/) { names.insert("fdt_set_\(match.1)") }
    // A declaration begins a line with its type.
    let declaration = /\n(?:static inline |extern )?(?:const )?(?:struct )?\w+ (?:\*\s*)?(fdt_\w+)\(/
    for match in header.matches(of: declaration) {
      names.insert(String(match.1))
    }
    return names
  }
}
