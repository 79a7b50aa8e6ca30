import DTS
import DeviceTree
import Foundation
import SourceDiagnostics
import Testing
import Zones

@Suite struct PlanFindingTests {
  @Test(arguments: PlanMistake.all)
  func isSaidOnceAtItsPlace(_ mistake: PlanMistake) throws {
    let compiled = try Plans.compile(plan: mistake.plan, board: mistake.board)
    let build = ZoneBuild(compiled)
    let said = build.diagnostics.map {
      ($0.severity == .error ? "" : "\($0.severity.rawValue): ") + $0.message
    }
    try #require(said.count == mistake.said.count, "said: \(said)")
    for (message, start) in zip(said, mistake.said) { #expect(message.hasPrefix(start), "said: \(message)") }
    #expect(build.outputs.isEmpty == build.diagnostics.contains { $0.severity == .error })
    for diagnostic in build.diagnostics { #expect(diagnostic.help != nil, "no help: \(diagnostic.message)") }
    let range = try #require(build.diagnostics[0].range)
    let file = compiled.sources[range.file].text
    let there = String(decoding: file[range.start...].prefix(400), as: UTF8.self)
    // The place begins with the entry, or with the bracket or label before it.
    let label = mistake.place.firstRange(of: ": ").map { String(mistake.place[$0.upperBound...]) }
    let places = [mistake.place, "<" + mistake.place] + (label.map { [$0] } ?? [])
    #expect(places.contains { there.hasPrefix($0) }, "points at \(there.prefix(40))")
  }
}
