// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include <QTest>

#include "settings_source.h"
#include "spec_reading.h"
#include "telemetryhub/engine/config/device_spec.h"

namespace telemetryhub::engine {

class DeviceSpecRoundTripTest : public QObject {
    Q_OBJECT

private slots:
    void defaultsAreLeftOutOfAWrittenSpec() {
        QCOMPARE(text(deviceSpec(parsed("serial:/dev/ttyUSB0?baud=115200&data=8&id=ttyUSB0"))),
                 QStringLiteral("serial:/dev/ttyUSB0"));
        QCOMPARE(text(deviceSpec(parsed("sim:demo?rate=100"))), QStringLiteral("sim:demo"));
        QCOMPARE(text(deviceSpec(parsed("replay:a.csv?speed=max&id=run"))),
                 QStringLiteral("replay:a.csv?speed=max&id=run"));
    }

    void whatIsWrittenReadsBackTheSame() {
        SettingsSource source(SettingsSource::Names::AnyBytes);

        for (int i = 0; i < 3000; ++i) {
            const DeviceSettings settings = source.next();
            const std::string spec = deviceSpec(settings);
            const auto again = parseDeviceSpec(spec);

            QVERIFY2(again.hasValue(), (spec + ": " + (again ? "" : again.error().detail)).c_str());
            QVERIFY2(settings == again.value(), spec.c_str());
        }
    }
};

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::DeviceSpecRoundTripTest)
#include "device_spec_round_trip_test.moc"
