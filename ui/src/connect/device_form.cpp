// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/device_form.h"

#include <array>
#include <limits>

#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QUrl>
#include <QVBoxLayout>

#include "connect/form_rows.h"
#include "connect/profile_choice.h"
#include "connect/serial_fields.h"
#include "panels/format_words.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kFieldWidth = 210;
constexpr int kColumnGap = 24;
constexpr int kPortWidth = 96;

}  // namespace

DeviceForm::DeviceForm(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_serial(new SerialFields(this)),
      m_name(new QLineEdit(this)),
      m_profile(new ProfileChoice(this)),
      m_format(new QComboBox(this)) {
    m_name->setFixedWidth(kFieldWidth);
    connect(m_name, &QLineEdit::textChanged, this, &DeviceForm::changed);
    connect(m_serial, &SerialFields::changed, this, &DeviceForm::changed);
    connect(m_profile, &ProfileChoice::chosen, this, &DeviceForm::takeProfile);
    connect(m_format, &QComboBox::currentIndexChanged, this, &DeviceForm::changed);
    offerFormats({});

    auto* top = new QWidget(this);
    auto* topForm = formIn(top);
    addField(*topForm, tr("&Name"), m_name);
    addField(*topForm, tr("Profi&le"), m_profile);
    m_simulatedPage = makeSimulatedPage();
    m_replayPage = makeReplayPage();
    m_tcpPage = makeTcpPage();
    m_udpPage = makeUdpPage();
    addField(*topForm, tr("&Format"), m_format);
    auto* pages = new QVBoxLayout;
    for (QWidget* page :
         {static_cast<QWidget*>(m_serial), m_tcpPage, m_udpPage, m_simulatedPage, m_replayPage})
        pages->addWidget(page);
    pages->addStretch(1);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kColumnGap);
    layout->addWidget(top, 0, Qt::AlignTop);
    layout->addLayout(pages, 1);
    QWidget::setTabOrder(m_name, m_profile);
    QWidget::setTabOrder(m_profile, m_format);
}

void DeviceForm::offerFormats(const engine::DecodeSettings& decode) {
    const QSignalBlocker quiet(m_format);
    m_format->clear();
    for (const engine::Format format : formatsFor(decode))
        addChoice(*m_format, formatWord(format), format);
    choose(*m_format, decode.format);
}

void DeviceForm::takeProfile() {
    const engine::DeviceProfile* profile = m_profile->profile();
    const engine::DeviceProfile kind = profile ? *profile : engine::DeviceProfile{};
    m_serial->fillIn(kind.serial);
    offerFormats(kind.decode);
    emit changed();
}

QString DeviceForm::profileProblem() const {
    return m_profile->problem();
}

QWidget* DeviceForm::makeSimulatedPage() {
    auto* page = new QWidget(this);
    const engine::SimulatedSettings first;
    m_rate = new QDoubleSpinBox(page);
    m_rate->setRange(0.1, 100'000);
    m_rate->setDecimals(1);
    m_rate->setValue(first.rateHz);
    m_rate->setSuffix(tr(" Hz"));
    m_channels = new QSpinBox(page);
    m_channels->setRange(1, 64);
    m_channels->setValue(first.channels);
    connect(m_rate, &QDoubleSpinBox::valueChanged, this, &DeviceForm::changed);
    connect(m_channels, &QSpinBox::valueChanged, this, &DeviceForm::changed);
    auto* form = formIn(page);
    addField(*form, tr("&Rate"), m_rate);
    addField(*form, tr("C&hannels"), m_channels);
    return page;
}

QWidget* DeviceForm::makeReplayPage() {
    auto* page = new QWidget(this);
    m_speed = new QComboBox(page);
    for (const double speed : {1.0, 2.0, 10.0, 100.0})
        m_speed->addItem(tr("%1 \u00d7 the wire").arg(speed), speed);
    m_speed->addItem(tr("as fast as possible"), 0.0);
    m_repeat = new QSpinBox(page);
    m_repeat->setRange(1, 1'000'000);
    m_repeat->setSuffix(tr(" times"));
    connect(m_speed, &QComboBox::currentIndexChanged, this, &DeviceForm::changed);
    connect(m_repeat, &QSpinBox::valueChanged, this, &DeviceForm::changed);
    auto* form = formIn(page);
    QWidget* row = makeFileRow(page);
    addField(*form, tr("F&ile"), row, m_file);
    addField(*form, tr("&Speed"), m_speed);
    addField(*form, tr("Re&peat"), m_repeat);
    return page;
}

QLineEdit* DeviceForm::textField(QWidget* parent, const QString& placeholder) {
    auto* field = new QLineEdit(parent);
    field->setPlaceholderText(placeholder);
    field->setFixedWidth(kFieldWidth);
    connect(field, &QLineEdit::textChanged, this, &DeviceForm::changed);
    return field;
}

QSpinBox* DeviceForm::portBox(QWidget* parent) {
    auto* box = new QSpinBox(parent);
    box->setRange(0, std::numeric_limits<std::uint16_t>::max());
    // 0 is no port that could be meant.
    box->setSpecialValueText(QStringLiteral("\u2013"));
    box->setFixedWidth(kPortWidth);
    connect(box, &QSpinBox::valueChanged, this, &DeviceForm::changed);
    return box;
}

QWidget* DeviceForm::makeTcpPage() {
    auto* page = new QWidget(this);
    m_host = textField(page, tr("A name or an address"));
    m_tcpPort = portBox(page);
    auto* form = formIn(page);
    addField(*form, tr("&Host"), m_host);
    addField(*form, tr("&Port"), m_tcpPort);
    m_tcpPort->setAccessibleName(tr("TCP port"));
    return page;
}

QWidget* DeviceForm::makeUdpPage() {
    auto* page = new QWidget(this);
    m_udpPort = portBox(page);
    m_address = textField(page, tr("every address of this machine"));
    m_group = textField(page, tr("none; such as 239.1.2.3"));
    m_interface = textField(page, tr("the system chooses"));
    auto* form = formIn(page);
    addField(*form, tr("&Port"), m_udpPort);
    m_udpPort->setAccessibleName(tr("UDP port"));
    addField(*form, tr("&Listen at"), m_address);
    addField(*form, tr("&Multicast"), m_group);
    addField(*form, tr("&Interface"), m_interface);
    return page;
}

QWidget* DeviceForm::makeFileRow(QWidget* parent) {
    auto* row = new QWidget(parent);
    m_file = new QLineEdit(row);
    m_file->setPlaceholderText(tr("A captured byte stream"));
    m_file->setMinimumWidth(kFieldWidth - 40);
    connect(m_file, &QLineEdit::textChanged, this, &DeviceForm::changed);
    auto* browse = new QPushButton(m_theme.icon(QStringLiteral("folder")), tr("Choose\u2026"), row);
    browse->setAccessibleName(tr("Choose a file"));
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &DeviceForm::chooseFile);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_file);
    layout->addWidget(browse);
    return row;
}

void DeviceForm::chooseFile() {
    auto* dialog = new QFileDialog(this, tr("Choose a capture"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, m_file, &QLineEdit::setText);
    dialog->open();
}

void DeviceForm::setKind(SourceList::Kind kind) {
    m_kind = kind;
    m_simulatedPage->setVisible(kind == SourceList::Kind::Simulated);
    m_replayPage->setVisible(kind == SourceList::Kind::Replay);
    m_tcpPage->setVisible(kind == SourceList::Kind::Tcp);
    m_udpPage->setVisible(kind == SourceList::Kind::Udp);
    m_serial->setVisible(kind == SourceList::Kind::Port || kind == SourceList::Kind::OtherPort);
    emit changed();
}

void DeviceForm::setPort(const QString& path) {
    m_serial->setPath(path);
}

void DeviceForm::suggestName(const QString& name) {
    if (!m_name->isModified()) m_name->setText(name);
}

QString DeviceForm::portPath() const {
    return m_serial->path();
}

engine::ReplaySettings DeviceForm::replaySettings() const {
    auto replay = begunFrom<engine::ReplaySettings>();
    replay.path = m_file->text().trimmed().toStdString();
    const double speed = m_speed->currentData().toDouble();
    replay.speed = speed > 0 ? std::optional<double>(speed) : std::nullopt;
    replay.repeat = m_repeat->value();
    return replay;
}

engine::UdpSettings DeviceForm::udpSettings() const {
    auto udp = begunFrom<engine::UdpSettings>();
    udp.port = static_cast<std::uint16_t>(m_udpPort->value());
    udp.address = m_address->text().trimmed().toStdString();
    udp.group = m_group->text().trimmed().toStdString();
    udp.interfaceName = m_interface->text().trimmed().toStdString();
    return udp;
}

engine::BusSettings DeviceForm::busSettings() const {
    switch (m_kind) {
        case SourceList::Kind::Simulated: {
            auto simulated = begunFrom<engine::SimulatedSettings>();
            const QString name = m_name->text().trimmed();
            if (!name.isEmpty()) simulated.name = name.toStdString();
            simulated.rateHz = m_rate->value();
            simulated.channels = m_channels->value();
            return simulated;
        }
        case SourceList::Kind::Replay: return replaySettings();
        case SourceList::Kind::Tcp:
            return engine::TcpSettings{m_host->text().trimmed().toStdString(),
                                       static_cast<std::uint16_t>(m_tcpPort->value())};
        case SourceList::Kind::Udp: return udpSettings();
        default: return m_serial->settings();
    }
}

std::optional<engine::Result<engine::DeviceSettings>> DeviceForm::typedSpecification() const {
    static const QRegularExpression kScheme(QStringLiteral("^(serial|tcp|udp|sim|replay|push):"));
    if (m_kind != SourceList::Kind::OtherPort || !kScheme.match(portPath()).hasMatch())
        return std::nullopt;
    QString text = portPath();
    // As on the command line: what was typed overrules the profile.
    if (const std::string profile = m_profile->name(); !profile.empty())
        text += (text.contains(QLatin1Char('?')) ? QStringLiteral("&profile=%1")
                                                 : QStringLiteral("?profile=%1"))
                    .arg(QString::fromLatin1(
                        QUrl::toPercentEncoding(QString::fromStdString(profile), "/")));
    return engine::parseDeviceSpec(text.toStdString());
}

void DeviceForm::setBaud(int baud) {
    auto serial = m_serial->settings();
    serial.baud = baud;
    m_serial->fillIn(serial);
    emit changed();
}

SourceList::Kind DeviceForm::fillIn(const engine::DeviceSettings& settings) {
    m_filledIn = settings;
    m_profile->choose(QString::fromStdString(settings.profile));
    offerFormats(settings.decode);
    m_name->setText(QString::fromStdString(settings.id));
    m_name->setModified(true);
    fillInBus(settings.bus);
    // In the order of the alternatives of BusSettings.
    const std::array kinds{SourceList::Kind::OtherPort, SourceList::Kind::Simulated,
                           SourceList::Kind::Replay, SourceList::Kind::Tcp, SourceList::Kind::Udp};
    const std::size_t at = settings.bus.index();
    return at < kinds.size() ? kinds[at] : SourceList::Kind::Heading;
}

void DeviceForm::fillInBus(const engine::BusSettings& bus) {
    if (const auto* serial = std::get_if<engine::SerialSettings>(&bus)) {
        m_serial->setPath(QString::fromStdString(serial->path));
        m_serial->fillIn(*serial);
    } else if (const auto* simulated = std::get_if<engine::SimulatedSettings>(&bus)) {
        m_rate->setValue(simulated->rateHz);
        m_channels->setValue(simulated->channels);
    } else if (const auto* replay = std::get_if<engine::ReplaySettings>(&bus)) {
        m_file->setText(QString::fromStdString(replay->path));
        const int speed = m_speed->findData(replay->speed.value_or(0.0));
        if (speed >= 0) m_speed->setCurrentIndex(speed);
        m_repeat->setValue(replay->repeat);
    } else if (const auto* tcp = std::get_if<engine::TcpSettings>(&bus)) {
        m_host->setText(QString::fromStdString(tcp->host));
        m_tcpPort->setValue(tcp->port);
    } else if (const auto* udp = std::get_if<engine::UdpSettings>(&bus)) {
        m_udpPort->setValue(udp->port);
        m_address->setText(QString::fromStdString(udp->address));
        m_group->setText(QString::fromStdString(udp->group));
        m_interface->setText(QString::fromStdString(udp->interfaceName));
    }
}

/// Another profile begins anew, but for what no profile has.
engine::DeviceSettings DeviceForm::settingsToBegin() const {
    if (!m_filledIn) return {};
    if (m_filledIn->profile == m_profile->name()) return *m_filledIn;
    engine::DeviceSettings begun;
    begun.overflow = m_filledIn->overflow;
    begun.faults = m_filledIn->faults;
    return begun;
}

engine::DeviceSettings DeviceForm::settings() const {
    const engine::DeviceProfile* profile = m_profile->profile();
    engine::DeviceSettings settings = settingsToBegin();
    if (const auto typed = typedSpecification(); typed && *typed) {
        settings = typed->value();
    } else {
        settings.bus = busSettings();
        // A device that was filled in has what its profile gave, and what was changed since.
        const bool same = m_filledIn && m_filledIn->profile == m_profile->name();
        if (profile && !same) {
            engine::applyProfile(*profile, settings);
            settings.bus = busSettings();
            settings.profile = m_profile->name();
        }
    }
    settings.id = m_name->text().trimmed().toStdString();
    const auto format = choiceOf<engine::Format>(*m_format);
    const bool kept = m_filledIn && m_filledIn->profile == m_profile->name();
    const auto usual = profile ? profile->decode.format : engine::Format::Auto;
    if (kept || format != usual) settings.decode.format = format;
    return settings;
}

}  // namespace telemetryhub::ui
