// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>
#include <string>
#include <variant>

#include <QTest>

#include "config_reading.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/config/read_config.h"
#include "telemetryhub/engine/config/setting.h"

namespace telemetryhub::engine {

class ReadDevicesTest : public QObject {
    Q_OBJECT

private slots:
    void aDeviceSectionHasTheKeysOfASpecification();
    void theQueryOfABusCountsAsKeys();
    void aLaterFileChangesSingleKeysOfADevice();
    void aLaterBusTakesItsQueryAlong();
    void laterScalesReplaceTheEarlierOnes();
    void aDeviceCanBeSwitchedOffAndOnAgain();
    void devicesOfAllSourcesStandBesideEachOther();
    void whatIsWrittenReadsBackTheSame();
    void devicesWithAwkwardBytesReadBackTheSame();
};

void ReadDevicesTest::aDeviceSectionHasTheKeysOfASpecification() {
    const ReadConfig read =
        readFiles({"[device rig]\nbus = serial:/dev/ttyUSB0\nbaud = 9600\n"
                   "decode = csv\nsilence_timeout = 2s\nscale = a b:2:1\n"
                   "scale = c:3\nsafe_command = OUT 0%0A\nstop = 1.5\n"
                   "data = 5\n"});

    QCOMPARE(errorsOf(read), QString());
    QCOMPARE(read.config.devices.size(), std::size_t{1});
    const DeviceSettings& rig = read.config.devices[0].settings;
    QCOMPARE(text(rig.id), QStringLiteral("rig"));
    QCOMPARE(std::get<SerialSettings>(rig.bus).baud, 9600);
    QCOMPARE(rig.processing.channels.size(), std::size_t{2});
    QCOMPARE(text(rig.processing.channels[0].channel), QStringLiteral("a b"));
    QCOMPARE(text(rig.safeCommand), QStringLiteral("OUT 0\n"));
    QCOMPARE(rig.silenceTimeout.set.value().count(), 2000);
    QVERIFY((read.config.devices[0].place == ConfigPlace{ConfigLayer::File, "a.ini", 1}));
}

void ReadDevicesTest::theQueryOfABusCountsAsKeys() {
    const ReadConfig read = readFiles(
        {"[device rig]\nbus = serial:/dev/ttyUSB0?baud=9600&decode=csv&id=rig\nparity = even\n"});

    QCOMPARE(errorsOf(read), QString());
    QCOMPARE(specsOf(read),
             QStringLiteral("rig serial:/dev/ttyUSB0?baud=9600&parity=even&id=rig&decode=csv"));
}

void ReadDevicesTest::aLaterFileChangesSingleKeysOfADevice() {
    const ReadConfig read = readFiles({"[device rig]\nbus = sim:x?rate=5\nchannels = 2\n",
                                       "[device rig]\nrate = 7\n[device  more ]\nbus = sim:y\n"});

    QCOMPARE(errorsOf(read), QString());
    QCOMPARE(specsOf(read),
             QStringLiteral("rig sim:x?rate=7&channels=2&id=rig\nmore sim:y?id=more"));
}

void ReadDevicesTest::aLaterBusTakesItsQueryAlong() {
    const ReadConfig read = readFiles(
        {"[device rig]\nbus = sim:x?rate=5\nchannels = 2\n", "[device rig]\nbus = sim:y?seed=9\n"});

    QCOMPARE(errorsOf(read), QString());
    QCOMPARE(specsOf(read), QStringLiteral("rig sim:y?channels=2&seed=9&id=rig"));
}

void ReadDevicesTest::laterScalesReplaceTheEarlierOnes() {
    const ReadConfig read = readFiles(
        {"[device rig]\nbus = sim:x\nscale = a:2\nscale = b:2\n", "[device rig]\nscale = a:3\n"});

    QCOMPARE(errorsOf(read), QString());
    QCOMPARE(specsOf(read), QStringLiteral("rig sim:x?id=rig&scale=a:3"));
}

void ReadDevicesTest::aDeviceCanBeSwitchedOffAndOnAgain() {
    const std::string base = "[device rig]\nbus = sim:x\n[device other]\nbus = sim:y\n";
    const std::string off = "[device rig]\nenabled = no\n";
    const std::string on = "[device rig]\nenabled = yes\n";

    QCOMPARE(specsOf(readFiles({base, off})), QStringLiteral("other sim:y?id=other"));
    QCOMPARE(errorsOf(readFiles({base, off})), QString());
    QCOMPARE(specsOf(readFiles({base, off, on})),
             QStringLiteral("rig sim:x?id=rig\nother sim:y?id=other"));
}

void ReadDevicesTest::devicesOfAllSourcesStandBesideEachOther() {
    ConfigSources sources;
    sources.files.push_back({"a.ini", "[device rig]\nbus = sim:x\n"});
    sources.environment = {{"TELEMETRYHUB_DEVICE", "sim:y"}};
    sources.options = {{"device", "sim:z"}, {"device", "sim:zz"}};

    const ReadConfig read = readConfig(sources);

    QCOMPARE(errorsOf(read), QString());
    QCOMPARE(specsOf(read), QStringLiteral("rig sim:x?id=rig\ny sim:y\nz sim:z\nzz sim:zz"));
    QVERIFY(read.config.devices[2].place.layer == ConfigLayer::CommandLine);
}

void ReadDevicesTest::whatIsWrittenReadsBackTheSame() {
    const ReadConfig read =
        readFiles({kFullFile,
                   "[device rig]\nbus = serial:/dev/ttyUSB0\nbaud = 9600\nsafe_command = OUT 0%0A\n"
                   "scale = a b:2:1\nscale = c:0.1\n[device ttyX]\nbus = serial:/dev/ttyX\n"});
    QCOMPARE(errorsOf(read), QString());

    const std::string written = writeConfig(read.config);
    const ReadConfig again = readFiles({written});

    QCOMPARE(errorsOf(again), QString());
    QCOMPARE(specsOf(again), specsOf(read));
    for (const Setting& setting : settings())
        QCOMPARE(text(setting.write(again.config)), text(setting.write(read.config)));
    QVERIFY(
        text(written).contains(QStringLiteral("\n[device rig]\nbus = serial:/dev/ttyUSB0\n"
                                              "baud = 9600\n")));
}

void ReadDevicesTest::devicesWithAwkwardBytesReadBackTheSame() {
    std::vector<DeviceSettings> devices;
    for (const char* spec :
         {"serial:/dev/a%20b%3Fc%26d?id=a", "replay:%22quoted%22.csv?speed=max&id=b",
          "sim:%FF%FEx?id=c&scale=%22a:2", "sim:x?id=d&safe_command=%22%00%0D%0A%80%C3%28%22",
          "sim:gr%C3%BC%C3%9F?id=e", "replay:%2F%2Fshare?id=f&repeat=3", "sim:%3B%5Bx%5D?id=g",
          "sim:y?id=h&damage_limit=off&damage_window=2m&silence_timeout=1h"})
        devices.push_back(parseDeviceSpec(spec).value());

    const ReadConfig again = readFiles({writeDevices(devices)});

    QCOMPARE(errorsOf(again), QString());
    QCOMPARE(again.config.devices.size(), devices.size());
    for (std::size_t i = 0; i < devices.size(); ++i) {
        QCOMPARE(text(again.config.devices[i].settings.id), text(devices[i].id));
        QCOMPARE(text(deviceSpec(again.config.devices[i].settings)), text(deviceSpec(devices[i])));
    }
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::ReadDevicesTest)
#include "read_devices_test.moc"
