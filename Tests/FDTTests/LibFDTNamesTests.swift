import Foundation
import Testing
import TestSupport

/// Whoever knows libfdt's names finds ours.
@Suite struct LibFDTNamesTests {
  /// What the header defines its functions with, and where its codes end.
  private static let internalNames: Set<String> = ["fdt_set_hdr_", "FDT_ERR_MAX"]

  /// What libfdt 1.8.1 has beyond Debian's 1.6.1, and what its header defines in other ways.
  private static let laterNames: Set<String> = [
    "fdt_get_property_by_offset_w", "fdt_setprop_placeholder_namelen", "fdt_get_symbol",
    "fdt_get_symbol_namelen",
    "fdt16_ld", "fdt32_ld", "fdt32_st", "fdt64_ld", "fdt64_st", "FDT_MAX_PHANDLE", "FDT_MAX_NCELLS",
    "FDT_FIRST_SUPPORTED_VERSION", "FDT_LAST_SUPPORTED_VERSION", "FDT_LAST_COMPATIBLE_VERSION",
    "FDT_CREATE_FLAG_NO_NAME_DEDUP", "FDT_CREATE_FLAGS_ALL",
  ]

  /// `if fdt_check_header(p) != 0` is to name the successor, not to complain of the comparison.
  @Test func whatReturnsAnIntInCDoesSoHere() throws {
    let header = try String(contentsOfFile: "/usr/include/libfdt.h", encoding: .utf8)
    let folder = Fixtures.packageRoot.appending(path: "Sources/FDT/LibFDTNames")
    let text = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .map { try String(contentsOf: $0, encoding: .utf8) }.joined()
    var count = 0
    for match in header.matches(of: /\n(?:static inline )?(int|uint32_t) (fdt_\w+)\(/) {
      guard text.contains("func \(match.2)<") else { continue }
      count += 1
      let type = match.1 == "int" ? "Int32" : "UInt32"
      #expect(
        text.contains("func \(match.2)<each Argument>(_ arguments: repeat each Argument) -> \(type) {"),
        "\(match.2)")
    }
    #expect(count > 70)
  }

  @Test func everyNameOfTheHeaderLeadsToOurs() throws {
    let header = try String(contentsOfFile: "/usr/include/libfdt.h", encoding: .utf8)
    let asked = Self.names(in: header).union(Self.laterNames).subtracting(Self.internalNames)
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
