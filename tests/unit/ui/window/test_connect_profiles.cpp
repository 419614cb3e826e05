// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileDialog>
#include <QLineEdit>
#include <QTemporaryFile>

#include "connect/profile_choice.h"
#include "connect_samples.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/gateway/gateway_core.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::samples;

namespace {

engine::Format chosenFormat(const ConnectDialog& dialog) {
    return static_cast<engine::Format>(
        field<QComboBox>(dialog, QStringLiteral("Format"))->currentData().toInt());
}

void chooseProfile(const ConnectDialog& dialog, const QString& name) {
    auto* profiles = dialog.findChild<ProfileChoice*>();
    profiles->setCurrentIndex(profiles->findData(name));
}

void write(QTemporaryFile& file, const QByteArray& text) {
    QVERIFY(file.open());
    file.write(text);
    file.close();
}

}  // namespace

class TestConnectProfiles : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void everyFormatThatNeedsNoLayoutIsOffered();
    void aProfileFillsInPortAndFormat();
    void whatIsChangedOverrulesTheProfile();
    void aProfileWithFramesBringsItsLayout();
    void noProfileFillsInWhatIsUsual();
    void aProfileOfAFileCountsByItsPath();
    void aMistakeInAProfileIsSaidWithItsLineAndStandsInTheWay();
    void aTypedSpecificationOverrulesTheProfile();
    void whoChoosesNoFileKeepsWhatWasChanged();

private:
    std::unique_ptr<engine::GatewayCore> m_gateway;
    std::unique_ptr<Theme> m_theme;
};

void TestConnectProfiles::init() {
    auto created = engine::GatewayCore::create({});
    QVERIFY(created.hasValue());
    m_gateway = std::move(created.value());
    m_theme = std::make_unique<Theme>(ThemeKind::Dark);
}

void TestConnectProfiles::cleanup() {
    m_gateway.reset();
}

void TestConnectProfiles::everyFormatThatNeedsNoLayoutIsOffered() {
    const ConnectDialog dialog(*m_gateway, *m_theme, nullptr, noPorts);

    QStringList offered;
    const auto* formats = field<QComboBox>(dialog, QStringLiteral("Format"));
    for (int i = 0; i < formats->count(); ++i)
        offered << formats->itemText(i);

    QCOMPARE(offered.join(QLatin1Char(',')),
             QStringLiteral("Automatic,CSV,Arduino plotter,Teleplot,JSON Lines,key=value,NMEA 0183,"
                            "VE.Direct,DSMR P1,SLIP,COBS,Modbus RTU"));
}

void TestConnectProfiles::aProfileFillsInPortAndFormat() {
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, twoPorts);
    choosePort(dialog, 1);

    chooseProfile(dialog, QStringLiteral("gps"));

    QCOMPARE(field<QComboBox>(dialog, QStringLiteral("Baud rate"))->currentText(),
             QStringLiteral("9600"));
    QCOMPARE(chosenFormat(dialog), engine::Format::Nmea);
    const auto settings = engine::parseDeviceSpec(dialog.specification().toStdString());
    QVERIFY(settings.hasValue());
    QCOMPARE(settings.value().profile, std::string("gps"));
    QCOMPARE(std::get<engine::SerialSettings>(settings.value().bus).path,
             std::string("/dev/ttyUSB0"));
    QVERIFY(!settings.value().processing.alarms.empty());
}

void TestConnectProfiles::whatIsChangedOverrulesTheProfile() {
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, twoPorts);
    choosePort(dialog, 1);
    chooseProfile(dialog, QStringLiteral("gps"));

    field<QComboBox>(dialog, QStringLiteral("Baud rate"))->setEditText(QStringLiteral("4800"));
    chooseFormat(dialog, engine::Format::Auto);

    const auto settings = engine::parseDeviceSpec(dialog.specification().toStdString());
    QVERIFY(settings.hasValue());
    QCOMPARE(settings.value().profile, std::string("gps"));
    QCOMPARE(std::get<engine::SerialSettings>(settings.value().bus).baud, 4800);
    QCOMPARE(settings.value().decode.format, engine::Format::Auto);
}

void TestConnectProfiles::aProfileWithFramesBringsItsLayout() {
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, twoPorts);
    choosePort(dialog, 1);

    chooseProfile(dialog, QStringLiteral("mh-z19"));

    QCOMPARE(chosenFormat(dialog), engine::Format::Frame);
    QVERIFY2(dialog.canAdd(), qPrintable(dialog.problem()));
    dialog.add();
    const auto snapshot = m_gateway->snapshot();
    QCOMPARE(snapshot->devices.size(), std::size_t{1});
    QVERIFY(!snapshot->devices[0].settings.decode.frame.fields.empty());
    QCOMPARE(snapshot->devices[0].settings.commands.size(), std::size_t{2});
}

void TestConnectProfiles::noProfileFillsInWhatIsUsual() {
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, twoPorts);
    choosePort(dialog, 1);
    chooseProfile(dialog, QStringLiteral("mh-z19"));

    chooseProfile(dialog, QString());

    QCOMPARE(field<QComboBox>(dialog, QStringLiteral("Baud rate"))->currentText(),
             QStringLiteral("115200"));
    QCOMPARE(chosenFormat(dialog), engine::Format::Auto);
    QCOMPARE(field<QComboBox>(dialog, QStringLiteral("Format"))
                 ->findData(static_cast<int>(engine::Format::Frame)),
             -1);
}

void TestConnectProfiles::aProfileOfAFileCountsByItsPath() {
    QTemporaryFile file;
    write(file, R"({"title": "Rig", "serial": {"baud": 57600, "dtr": false}, "format": "csv"})");
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, twoPorts);
    choosePort(dialog, 1);

    dialog.findChild<ProfileChoice*>()->chooseFile(file.fileName());

    const auto settings = engine::parseDeviceSpec(dialog.specification().toStdString());
    QVERIFY2(settings.hasValue(), qPrintable(dialog.specification()));
    QCOMPARE(settings.value().profile, file.fileName().toStdString());
    const auto& serial = std::get<engine::SerialSettings>(settings.value().bus);
    QCOMPARE(serial.baud, 57600);
    QCOMPARE(serial.dtr, std::optional<bool>(false));
    QVERIFY(dialog.canAdd());
}

void TestConnectProfiles::aMistakeInAProfileIsSaidWithItsLineAndStandsInTheWay() {
    QTemporaryFile file;
    write(file, "{\n \"title\": \"Rig\",\n \"format\": \"csvv\"\n}\n");
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, noPorts);

    dialog.findChild<ProfileChoice*>()->chooseFile(file.fileName());

    QVERIFY2(dialog.problem().startsWith(file.fileName() + QStringLiteral(":3: ")),
             qPrintable(dialog.problem()));
    QVERIFY(!dialog.canAdd());
    chooseProfile(dialog, QStringLiteral("arduino"));
    QVERIFY2(dialog.canAdd(), qPrintable(dialog.problem()));
}

void TestConnectProfiles::aTypedSpecificationOverrulesTheProfile() {
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, noPorts);
    dialog.sources()->choose(SourceList::Kind::OtherPort);
    chooseProfile(dialog, QStringLiteral("gps"));

    field<QLineEdit>(dialog, QStringLiteral("Port"))
        ->setText(QStringLiteral("tcp:localhost:4001?silence_timeout=2s"));

    const auto settings = engine::parseDeviceSpec(dialog.specification().toStdString());
    QVERIFY2(settings.hasValue(), qPrintable(dialog.specification()));
    QCOMPARE(settings.value().decode.format, engine::Format::Nmea);
    QCOMPARE(settings.value().silenceTimeout.set,
             std::optional<std::chrono::milliseconds>(std::chrono::seconds(2)));
}

void TestConnectProfiles::whoChoosesNoFileKeepsWhatWasChanged() {
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr, twoPorts);
    choosePort(dialog, 1);
    chooseProfile(dialog, QStringLiteral("gps"));
    field<QComboBox>(dialog, QStringLiteral("Baud rate"))->setEditText(QStringLiteral("4800"));
    auto* profiles = dialog.findChild<ProfileChoice*>();
    const int gps = profiles->currentIndex();
    profiles->setCurrentIndex(profiles->count() - 1);
    emit profiles->activated(profiles->currentIndex());
    auto* question = profiles->findChild<QFileDialog*>();
    QVERIFY(question);

    question->reject();

    QCOMPARE(profiles->currentIndex(), gps);
    QCOMPARE(field<QComboBox>(dialog, QStringLiteral("Baud rate"))->currentText(),
             QStringLiteral("4800"));
}

QTEST_MAIN(TestConnectProfiles)
#include "test_connect_profiles.moc"
