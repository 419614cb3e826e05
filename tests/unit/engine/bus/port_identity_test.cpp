// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/port_identity.h"

#include <QTest>

namespace telemetryhub::engine {

namespace {

const std::string kById = "/dev/serial/by-id/";

SerialPort usbPort(const std::string& path, const std::string& serialNumber,
                   const std::string& link = {}) {
    SerialPort port;
    port.path = path;
    port.description = "FT232R USB UART";
    port.serialNumber = serialNumber;
    port.vendorId = 0x0403;
    port.productId = 0x6001;
    if (!link.empty()) port.byIdPath = kById + link;
    return port;
}

SerialPort otherKind(const std::string& path) {
    SerialPort port = usbPort(path, "0001");
    port.description = "CP2102";
    port.vendorId = 0x10c4;
    port.productId = 0xea60;
    return port;
}

/// The name `/dev/ttyUSB0`, which leads to itself.
PortName typed(const std::string& path) {
    return {path, path};
}

PortName absent(const std::string& path) {
    return {path, {}};
}

QString sentence(const Result<std::string>& located) {
    return located ? QStringLiteral("found ") + QString::fromStdString(located.value())
                   : QString::fromStdString(located.error().detail);
}

}  // namespace

class PortIdentityTest : public QObject {
    Q_OBJECT

private slots:
    void theIdentityIsThatOfThePortAtTheNode() {
        const std::vector<SerialPort> ports{otherKind("/dev/ttyUSB0"),
                                            usbPort("/dev/ttyUSB1", "A5", "usb-A5")};

        const PortIdentity identity = identityOf("/dev/ttyUSB1", ports);

        QVERIFY(identity.isKnown());
        QCOMPARE(identity.serialNumber, std::string("A5"));
        QCOMPARE(identity.byIdPath, kById + "usb-A5");
        QVERIFY(!identity.hasTwin);
        QVERIFY(!identityOf("/dev/ttyUSB7", ports).isKnown());
    }

    void aPortWithTheSameNumbersIsATwin() {
        const std::vector<SerialPort> ports{usbPort("/dev/ttyUSB0", "A5", "usb-A5-if00"),
                                            usbPort("/dev/ttyUSB1", "A5", "usb-A5-if01")};

        QVERIFY(identityOf("/dev/ttyUSB0", ports).hasTwin);
    }

    void whatIsNotKnownIsOpenedAsTyped() {
        const auto located = locatePort(typed("/dev/pts/3"), {}, {});

        QCOMPARE(sentence(located), QStringLiteral("found /dev/pts/3"));
    }

    void aLastingNameStaysAsTyped_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("by-id") << "/dev/serial/by-id/usb-A5";
        QTest::newRow("by-path") << "/dev/serial/by-path/pci-0000:00:14.0-usb-0:1:1.0-port0";
    }
    void aLastingNameStaysAsTyped() {
        QFETCH(QString, name);
        const PortIdentity known = identityOf("/dev/ttyUSB0", {usbPort("/dev/ttyUSB0", "A5")});

        const auto located =
            locatePort({name.toStdString(), "/dev/ttyUSB1"}, known, {otherKind("/dev/ttyUSB1")});

        QCOMPARE(sentence(located), QStringLiteral("found ") + name);
    }

    void theSameDeviceUnderTheSameNameIsOpenedAsTyped() {
        const std::vector<SerialPort> ports{usbPort("/dev/ttyUSB0", "A5", "usb-A5")};
        const PortIdentity known = identityOf("/dev/ttyUSB0", ports);

        const auto located = locatePort({"/dev/rig", "/dev/ttyUSB0"}, known, ports);

        QCOMPARE(sentence(located), QStringLiteral("found /dev/rig"));
    }

    void aRenamedDeviceIsFoundByItsLink() {
        const PortIdentity known =
            identityOf("/dev/ttyUSB0", {usbPort("/dev/ttyUSB0", "A5", "usb-A5")});

        const auto located =
            locatePort(absent("/dev/ttyUSB0"), known,
                       {otherKind("/dev/ttyUSB2"), usbPort("/dev/ttyUSB1", "A5", "usb-A5")});

        QCOMPARE(sentence(located), QStringLiteral("found /dev/ttyUSB1"));
    }

    void aRenamedDeviceIsFoundByItsSerialNumberWithoutALink() {
        for (const char* link : {"", "usb-A5"}) {
            const PortIdentity known =
                identityOf("/dev/ttyUSB0", {usbPort("/dev/ttyUSB0", "A5", link)});

            const auto located =
                locatePort(absent("/dev/ttyUSB0"), known, {usbPort("/dev/ttyUSB1", "A5")});

            QCOMPARE(sentence(located), QStringLiteral("found /dev/ttyUSB1"));
        }
    }

    void swappedNamesAreFollowed() {
        const PortIdentity known = identityOf(
            "/dev/ttyUSB0", {usbPort("/dev/ttyUSB0", "A5"), usbPort("/dev/ttyUSB1", "B6")});

        const auto located =
            locatePort(typed("/dev/ttyUSB0"), known,
                       {usbPort("/dev/ttyUSB0", "B6"), usbPort("/dev/ttyUSB1", "A5")});

        QCOMPARE(sentence(located), QStringLiteral("found /dev/ttyUSB1"));
    }

    void aLinkThatLeadsToAnotherDeviceIsNotFollowed() {
        const PortIdentity known =
            identityOf("/dev/ttyUSB0", {usbPort("/dev/ttyUSB0", "A5", "usb-rig")});

        const auto located =
            locatePort(absent("/dev/ttyUSB0"), known, {usbPort("/dev/ttyUSB1", "B6", "usb-rig")});

        QCOMPARE(located.error().code, ErrorCode::PortAbsent);
    }

    void aDeviceThatIsGoneIsNamedToBePluggedIn() {
        const PortIdentity known = identityOf("/dev/ttyUSB0", {usbPort("/dev/ttyUSB0", "A5")});

        const auto located = locatePort(absent("/dev/ttyUSB0"), known, {otherKind("/dev/ttyUSB1")});

        QCOMPARE(located.error().code, ErrorCode::PortAbsent);
        QCOMPARE(sentence(located),
                 QStringLiteral("ttyUSB0 is not there. Plug FT232R USB UART (0403:6001, A5) in "
                                "again."));
    }

    void aStrangerUnderTheNameIsRefused_data() {
        QTest::addColumn<QString>("serialNumber");
        QTest::newRow("with a serial number") << "A5";
        QTest::newRow("without one") << "";
    }
    void aStrangerUnderTheNameIsRefused() {
        QFETCH(QString, serialNumber);
        const PortIdentity known =
            identityOf("/dev/ttyUSB0", {usbPort("/dev/ttyUSB0", serialNumber.toStdString())});

        const auto located = locatePort(typed("/dev/ttyUSB0"), known, {otherKind("/dev/ttyUSB0")});

        QCOMPARE(located.error().code, ErrorCode::PortAbsent);
        QVERIFY2(sentence(located).startsWith(QStringLiteral(
                     "ttyUSB0 is another device now: CP2102 (10c4:ea60, 0001). Plug FT232R")),
                 located.error().detail.c_str());
    }

    void theSameKindWithAnotherSerialNumberIsAStranger() {
        const PortIdentity known = identityOf("/dev/ttyUSB0", {usbPort("/dev/ttyUSB0", "A5")});

        QVERIFY(!locatePort(typed("/dev/ttyUSB0"), known, {usbPort("/dev/ttyUSB0", "B6")}));
        QVERIFY(!locatePort(typed("/dev/ttyUSB0"), known, {usbPort("/dev/ttyUSB0", "")}));
    }

    void aNodeThatIsNotListedIsAStranger() {
        const PortIdentity known = identityOf("/dev/ttyUSB0", {usbPort("/dev/ttyUSB0", "")});

        QVERIFY(!locatePort(typed("/dev/ttyUSB0"), known, {}));
    }

    void withoutSerialNumberTheNameAndTheKindDecide() {
        const PortIdentity known = identityOf(
            "/dev/ttyUSB0", {usbPort("/dev/ttyUSB0", "", "usb-FT"), usbPort("/dev/ttyUSB1", "")});

        QCOMPARE(sentence(locatePort(typed("/dev/ttyUSB0"), known,
                                     {usbPort("/dev/ttyUSB0", ""), usbPort("/dev/ttyUSB1", "")})),
                 QStringLiteral("found /dev/ttyUSB0"));
        QVERIFY2(!locatePort(absent("/dev/ttyUSB0"), known, {usbPort("/dev/ttyUSB1", "")}),
                 "the other one of two alike");
    }

    void theLinkTellsThePortsOfADualAdapterApart() {
        const PortIdentity second =
            identityOf("/dev/ttyUSB1", {usbPort("/dev/ttyUSB0", "A5", "usb-A5-if00"),
                                        usbPort("/dev/ttyUSB1", "A5", "usb-A5-if01")});

        QCOMPARE(sentence(locatePort(typed("/dev/ttyUSB1"), second,
                                     {usbPort("/dev/ttyUSB1", "A5", "usb-A5-if00"),
                                      usbPort("/dev/ttyUSB2", "A5", "usb-A5-if01")})),
                 QStringLiteral("found /dev/ttyUSB2"));
        const auto tooEarly = locatePort(
            typed("/dev/ttyUSB1"), second,
            {usbPort("/dev/ttyUSB1", "A5", "usb-A5-if00"), usbPort("/dev/ttyUSB2", "A5")});
        QCOMPARE(tooEarly.error().code, ErrorCode::PortAbsent);
        QVERIFY(sentence(tooEarly).contains(QStringLiteral("/dev/serial/by-id")));
    }

    void theOtherPortOfAnAdapterIsNotTakenForTheOneThatWasThereAlone() {
        const PortIdentity second =
            identityOf("/dev/ttyUSB1", {usbPort("/dev/ttyUSB1", "A5", "usb-A5-if01")});

        const auto located = locatePort(absent("/dev/ttyUSB1"), second,
                                        {usbPort("/dev/ttyUSB0", "A5", "usb-A5-if00")});

        QCOMPARE(located.error().code, ErrorCode::PortAbsent);
    }

    void withoutLinksThePortsOfADualAdapterGoByTheirNames() {
        const std::vector<SerialPort> before{usbPort("/dev/ttyUSB0", "A5"),
                                             usbPort("/dev/ttyUSB1", "A5")};
        const PortIdentity second = identityOf("/dev/ttyUSB1", before);

        QCOMPARE(sentence(locatePort(typed("/dev/ttyUSB1"), second, before)),
                 QStringLiteral("found /dev/ttyUSB1"));
        QVERIFY(!locatePort(absent("/dev/ttyUSB1"), second, {usbPort("/dev/ttyUSB0", "A5")}));
    }
};

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::PortIdentityTest)
#include "port_identity_test.moc"
