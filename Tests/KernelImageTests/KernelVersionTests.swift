import Foundation
import TestSupport
import Testing

@testable import KernelImage

@Suite struct KernelVersionTests {
  @Test func readsTheTopMakefile() throws {
    #expect(try TreeFixtures.tree("object-rule").version == KernelVersion(6, 13, 7))
    #expect(try TreeFixtures.tree("link-step").version?.description == "6.14.0-rc3")
    #expect(KernelVersion(topMakefile: Array("VERSION = 6\n".utf8)) == nil)
    #expect(KernelVersion(topMakefile: Array("VERSION = six\nPATCHLEVEL = 1\n".utf8)) == nil)
    #expect(KernelVersion(topMakefile: []) == nil)
    #expect(KernelVersion(6, 9, 8) < KernelVersion(6, 13, 0))
    #expect(!(KernelVersion(7, 2) < KernelVersion(6, 13, 9)))
  }
}
