// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryFile>

#include "connect_samples.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/gateway/gateway_core.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::samples;

class TestConnectDialog : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void theSimulatedDeviceIsOfferedFirst();
    void aPortMakesASerialSpecification();
    void everyFieldReachesTheSpecification();
    void aTypedPathMayBeAnything();
    void aTypedPathThatIsAbsentIsSaidAndMayBeConnectedAnyway();
    void aBusyPortIsSaidInPlace();
    void aTakenNameStandsInTheWay();
    void aPortThatADeviceHoldsStandsInTheWay();
    void aMissingFileStandsInTheWay();
    void aTcpServerNeedsHostAndPort();
    void aUdpListenerHasPortAddressGroupAndInterface();
    void aUdpPortThatADeviceHoldsStandsInTheWay();
    void aTypedSpecificationCountsAsItIs();
    void aMistakeInATypedSpecificationIsSaid();
    void aReplayOfAFileIsReady();
    void aRateThatNoPortHasIsSaid();
    void aTypedNameStaysWhenTheSourceChanges();
    void theChoiceStaysWhenPortsComeAndGo();
    void addLeavesTheDeviceIdleAndCloses();
    void everyFieldHasAnAccessibleName();

private:
    std::unique_ptr<engine::GatewayCore> m_gateway;
    std::unique_ptr<Theme> m_theme;
};

void TestConnectDialog::init() {
    auto created = engine::GatewayCore::create({});
    QVERIFY(created.hasValue());
    m_gateway = std::move(created.value());
    m_theme = std::make_unique<Theme>(ThemeKind::Dark);
}

void TestConnectDialog::cleanup() {
    m_gateway.reset();
}

void TestConnectDialog::theSimulatedDeviceIsOfferedFirst() {
    const ConnectDialog dialog(*m_gateway, *m_theme, nullptr, noPorts);

    QCOMPARE(dialog.specification(), QStringLiteral("sim:demo"));
    QVERIFY(dialog.problem().isEmpty());
    QVERIFY(dialog.canAdd());
}

void TestConnectDialog::aPortMakesASerialSpecification() {
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, twoPorts);
    choosePort(dialog, 1);

    const auto settings = engine::parseDeviceSpec(dialog.specification().toStdString());

    QVERIFY(settings.hasValue());
    QCOMPARE(settings.value().id, std::string("Arduino-Nano"));
    QCOMPARE(std::get<engine::SerialSettings>(settings.value().bus).path,
             std::string("/dev/ttyUSB0"));
}

void TestConnectDialog::everyFieldReachesTheSpecification() {
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, twoPorts);
    choosePort(dialog, 1);

    field<QComboBox>(dialog, QStringLiteral("Baud rate"))->setEditText(QStringLiteral("250000"));
    field<QComboBox>(dialog, QStringLiteral("Data bits"))->setCurrentIndex(1);
    field<QComboBox>(dialog, QStringLiteral("Parity"))->setCurrentIndex(1);
    field<QComboBox>(dialog, QStringLiteral("Stop bits"))->setCurrentIndex(2);
    field<QComboBox>(dialog, QStringLiteral("Flow control"))->setCurrentIndex(2);
    chooseFormat(dialog, engine::Format::Nmea);

    const auto settings = engine::parseDeviceSpec(dialog.specification().toStdString());
    QVERIFY(settings.hasValue());
    const auto& serial = std::get<engine::SerialSettings>(settings.value().bus);
    QCOMPARE(serial.baud, 250000);
    QCOMPARE(serial.dataBits, 7);
    QCOMPARE(serial.parity, engine::Parity::Even);
    QCOMPARE(serial.stopBits, engine::StopBits::Two);
    QCOMPARE(serial.flow, engine::FlowControl::Software);
    QCOMPARE(settings.value().decode.format, engine::Format::Nmea);
}

void TestConnectDialog::aTypedPathMayBeAnything() {
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, noPorts);
    dialog.sources()->choose(SourceList::Kind::OtherPort);
    QCOMPARE(dialog.problem(), QStringLiteral("Choose a port or type its path."));
    QVERIFY(!dialog.canAdd());

    field<QLineEdit>(dialog, QStringLiteral("Port"))->setText(QStringLiteral("/dev/pts/7"));

    QVERIFY(dialog.canAdd());
    QVERIFY(dialog.specification().startsWith(QStringLiteral("serial:/dev/pts/7")));
}

void TestConnectDialog::aTypedPathThatIsAbsentIsSaidAndMayBeConnectedAnyway() {
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, twoPorts);
    dialog.sources()->choose(SourceList::Kind::OtherPort);

    field<QLineEdit>(dialog, QStringLiteral("Port"))->setText(QStringLiteral("/dev/ttyUSB9"));

    QTRY_COMPARE(dialog.problem(), QStringLiteral("/dev/ttyUSB9 is not there."));
    QVERIFY(dialog.canAdd());
}

void TestConnectDialog::aBusyPortIsSaidInPlace() {
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, twoPorts);
    choosePort(dialog, 2);

    QCOMPARE(dialog.problem(),
             QStringLiteral("/dev/ttyUSB1 is in use by minicom (2214). Close it."));
    QVERIFY(dialog.canAdd());
}

void TestConnectDialog::aTakenNameStandsInTheWay() {
    engine::DeviceSettings taken;
    taken.id = "demo";
    QVERIFY(m_gateway->addDevice(taken).hasValue());
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, noPorts);
    QVERIFY(dialog.canAdd());  // a free name was suggested

    field<QLineEdit>(dialog, QStringLiteral("Name"))->setText(QStringLiteral("demo"));

    QVERIFY(dialog.problem().contains(QStringLiteral("of this name already")));
    QVERIFY(!dialog.canAdd());
}

void TestConnectDialog::aPortThatADeviceHoldsStandsInTheWay() {
    engine::DeviceSettings holder;
    holder.id = "Nano";
    engine::SerialSettings serial;
    serial.path = "/dev/ttyUSB0";
    holder.bus = serial;
    QVERIFY(m_gateway->addDevice(holder).hasValue());
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, twoPorts);

    choosePort(dialog, 1);

    QVERIFY(dialog.problem().contains(QStringLiteral("is connected as Nano already")));
    QVERIFY(!dialog.canAdd());
}

void TestConnectDialog::aMissingFileStandsInTheWay() {
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, noPorts);
    dialog.sources()->choose(SourceList::Kind::Replay);
    QCOMPARE(dialog.problem(), QStringLiteral("Choose the file to replay."));

    field<QLineEdit>(dialog, QStringLiteral("File"))->setText(QStringLiteral("/nowhere/x.bin"));

    QCOMPARE(dialog.problem(), QStringLiteral("There is no file /nowhere/x.bin."));
    QVERIFY(!dialog.canAdd());
}

void TestConnectDialog::aTcpServerNeedsHostAndPort() {
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, noPorts);
    dialog.sources()->choose(SourceList::Kind::Tcp);
    QCOMPARE(dialog.problem(), QStringLiteral("Type the host to connect to."));

    field<QLineEdit>(dialog, QStringLiteral("Host"))->setText(QStringLiteral("::1"));
    QVERIFY(!dialog.canAdd());
    field<QSpinBox>(dialog, QStringLiteral("TCP port"))->setValue(4001);

    QVERIFY2(dialog.canAdd(), qPrintable(dialog.problem()));
    const auto settings = engine::parseDeviceSpec(dialog.specification().toStdString());
    QVERIFY(settings.hasValue());
    const auto& tcp = std::get<engine::TcpSettings>(settings.value().bus);
    QCOMPARE(tcp.host, std::string("::1"));
    QCOMPARE(tcp.port, std::uint16_t{4001});
}

void TestConnectDialog::aUdpListenerHasPortAddressGroupAndInterface() {
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, noPorts);
    dialog.sources()->choose(SourceList::Kind::Udp);
    QVERIFY(!dialog.canAdd());

    field<QSpinBox>(dialog, QStringLiteral("UDP port"))->setValue(5005);
    field<QLineEdit>(dialog, QStringLiteral("Multicast"))->setText(QStringLiteral("239.1.2.3"));
    field<QLineEdit>(dialog, QStringLiteral("Interface"))->setText(QStringLiteral("eth0"));

    QVERIFY2(dialog.canAdd(), qPrintable(dialog.problem()));
    const auto settings = engine::parseDeviceSpec(dialog.specification().toStdString());
    QVERIFY(settings.hasValue());
    const auto& udp = std::get<engine::UdpSettings>(settings.value().bus);
    QCOMPARE(udp.port, std::uint16_t{5005});
    QCOMPARE(udp.group, std::string("239.1.2.3"));
    QCOMPARE(udp.interfaceName, std::string("eth0"));
    field<QLineEdit>(dialog, QStringLiteral("Multicast"))->setText(QStringLiteral("10.1.2.3"));
    QVERIFY(!dialog.canAdd());
}

void TestConnectDialog::aUdpPortThatADeviceHoldsStandsInTheWay() {
    engine::DeviceSettings holder;
    holder.id = "wind";
    engine::UdpSettings udp;
    udp.port = 5005;
    holder.bus = udp;
    QVERIFY(m_gateway->addDevice(holder).hasValue());
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, noPorts);
    dialog.sources()->choose(SourceList::Kind::Udp);

    field<QSpinBox>(dialog, QStringLiteral("UDP port"))->setValue(5005);

    QVERIFY(dialog.problem().startsWith(QStringLiteral("wind listens on this port already")));
    QVERIFY(!dialog.canAdd());
}

void TestConnectDialog::aTypedSpecificationCountsAsItIs() {
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, noPorts);
    dialog.sources()->choose(SourceList::Kind::OtherPort);

    field<QLineEdit>(dialog, QStringLiteral("Port"))
        ->setText(QStringLiteral("tcp:localhost:4001?decode=nmea&silence_timeout=2s"));

    QVERIFY2(dialog.canAdd(), qPrintable(dialog.problem()));
    const auto settings = engine::parseDeviceSpec(dialog.specification().toStdString());
    QVERIFY(settings.hasValue());
    QCOMPARE(std::get<engine::TcpSettings>(settings.value().bus).port, std::uint16_t{4001});
    QCOMPARE(settings.value().decode.format, engine::Format::Nmea);
    QVERIFY(settings.value().silenceTimeout.set.has_value());
}

void TestConnectDialog::aMistakeInATypedSpecificationIsSaid() {
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, noPorts);
    dialog.sources()->choose(SourceList::Kind::OtherPort);

    field<QLineEdit>(dialog, QStringLiteral("Port"))->setText(QStringLiteral("tcp:localhost"));

    QVERIFY(!dialog.problem().isEmpty());
    QVERIFY(!dialog.canAdd());
}

void TestConnectDialog::aReplayOfAFileIsReady() {
    QTemporaryFile capture;
    QVERIFY(capture.open());
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, noPorts);
    dialog.sources()->choose(SourceList::Kind::Replay);

    field<QLineEdit>(dialog, QStringLiteral("File"))->setText(capture.fileName());
    field<QComboBox>(dialog, QStringLiteral("Speed"))->setCurrentIndex(4);
    field<QSpinBox>(dialog, QStringLiteral("Repeat"))->setValue(3);

    QVERIFY2(dialog.canAdd(), qPrintable(dialog.problem()));
    const auto settings = engine::parseDeviceSpec(dialog.specification().toStdString());
    QVERIFY(settings.hasValue());
    const auto& replay = std::get<engine::ReplaySettings>(settings.value().bus);
    QVERIFY(!replay.speed.has_value());
    QCOMPARE(replay.repeat, 3);
}

void TestConnectDialog::aRateThatNoPortHasIsSaid() {
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, twoPorts);
    choosePort(dialog, 1);

    field<QComboBox>(dialog, QStringLiteral("Baud rate"))->setEditText(QString());

    QVERIFY(!dialog.problem().isEmpty());
    QVERIFY(!dialog.canAdd());
}

void TestConnectDialog::aTypedNameStaysWhenTheSourceChanges() {
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, twoPorts);
    auto* name = field<QLineEdit>(dialog, QStringLiteral("Name"));
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("Keel"));

    choosePort(dialog, 1);

    QCOMPARE(name->text(), QStringLiteral("Keel"));
}

void TestConnectDialog::theChoiceStaysWhenPortsComeAndGo() {
    const Theme theme(ThemeKind::Dark);
    SourceList list(theme, nullptr);
    const engine::Snapshot nobody;
    list.setPorts({port("/dev/a", "A"), port("/dev/b", "B")}, nobody);
    list.setCurrentRow(2);
    QCOMPARE(list.portPath(), std::string("/dev/b"));

    list.setPorts({port("/dev/b", "B"), port("/dev/c", "C")}, nobody);

    QCOMPARE(list.portPath(), std::string("/dev/b"));
    QCOMPARE(list.count(), 2 + 1 + 1 + 3 + 1 + 2);
}

void TestConnectDialog::addLeavesTheDeviceIdleAndCloses() {
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, noPorts);
    QSignalSpy accepted(&dialog, &QDialog::accepted);

    dialog.add();

    QCOMPARE(accepted.count(), 1);
    const auto snapshot = m_gateway->snapshot();
    QCOMPARE(snapshot->devices.size(), std::size_t{1});
    QCOMPARE(snapshot->devices[0].state, engine::DeviceState::Idle);
    QVERIFY(!snapshot->devices[0].everStarted);
}

void TestConnectDialog::everyFieldHasAnAccessibleName() {
    const ConnectDialog dialog(*m_gateway, *m_theme, nullptr, noPorts);

    for (auto* widget : dialog.findChildren<QWidget*>()) {
        const bool isField = qobject_cast<QComboBox*>(widget) ||
                             qobject_cast<QAbstractSpinBox*>(widget) ||
                             qobject_cast<QAbstractButton*>(widget);
        if (isField)
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
}

QTEST_MAIN(TestConnectDialog)
#include "test_connect_dialog.moc"
