// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/source_traits.h"

#include <set>
#include <string_view>
#include <variant>

#include <QtTest>

namespace telemetryhub::engine {

class SourceTraitsTest : public QObject {
    Q_OBJECT

private slots:
    // The rows are found by their place, so each kind is held against its own.
    void eachKindHasItsOwnRow() {
        QCOMPARE(allSourceTraits().size(), std::variant_size_v<BusSettings>);
        QCOMPARE(traitsOf(SerialSettings{}).scheme, std::string_view("serial"));
        QCOMPARE(traitsOf(SimulatedSettings{}).scheme, std::string_view("sim"));
        QCOMPARE(traitsOf(ReplaySettings{}).scheme, std::string_view("replay"));
        QCOMPARE(traitsOf(TcpSettings{}).scheme, std::string_view("tcp"));
        QCOMPARE(traitsOf(UdpSettings{}).scheme, std::string_view("udp"));
        QCOMPARE(traitsOf(PushSettings{}).scheme, std::string_view("push"));
    }

    void noSchemeIsUsedTwice() {
        std::set<std::string_view> schemes;
        for (const SourceTraits& traits : allSourceTraits())
            QVERIFY(schemes.insert(traits.scheme).second);
    }

    void onlyPushedSamplesComeWithoutBytes() {
        for (const SourceTraits& traits : allSourceTraits())
            QCOMPARE(traits.comesAsBytes, traits.scheme != "push");
    }

    void onlyAReplayIsRecorded() {
        for (const SourceTraits& traits : allSourceTraits())
            QCOMPARE(traits.isRecorded, traits.scheme == "replay");
    }

    // A wire goes on while the queue is full; a file and a caller can wait.
    void whatLosesNothingByWaitingWaits() {
        for (const SourceTraits& traits : allSourceTraits())
            QCOMPARE(traits.waitsForRoom, traits.isRecorded || !traits.comesAsBytes);
    }

    void whatNamesAFileOrAThingCannotNameNothing() {
        QCOMPARE(traitsOf(SerialSettings{}).place, SourcePlace::File);
        QCOMPARE(traitsOf(ReplaySettings{}).place, SourcePlace::File);
        QCOMPARE(traitsOf(SimulatedSettings{}).place, SourcePlace::Name);
        QCOMPARE(traitsOf(PushSettings{}).place, SourcePlace::Name);
        QCOMPARE(traitsOf(TcpSettings{}).place, SourcePlace::Network);
        QCOMPARE(traitsOf(UdpSettings{}).place, SourcePlace::Network);
    }
};

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::SourceTraitsTest)
#include "source_traits_test.moc"
