// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/connect_dialog.h"

#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "connect/device_form.h"
#include "connect/preview_panel.h"
#include "panels/device_words.h"
#include "panels/elided_label.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr QSize kSize(1080, 680);
constexpr int kLeftWidth = 264;
/// So long the operator stays with a choice before it is opened.
constexpr int kPreviewAfterMs = 500;
constexpr qsizetype kLongestStem = 56;

using Kind = SourceList::Kind;

/// Where bytes come from: what has to stay the same for a preview to go on by itself.
std::string sourceOf(const engine::BusSettings& bus) {
    if (const auto* serial = std::get_if<engine::SerialSettings>(&bus)) return serial->path;
    if (const auto* replay = std::get_if<engine::ReplaySettings>(&bus)) return replay->path;
    if (const auto* tcp = std::get_if<engine::TcpSettings>(&bus))
        return tcp->host + ':' + std::to_string(tcp->port);
    if (const auto* udp = std::get_if<engine::UdpSettings>(&bus))
        return udp->address + ':' + std::to_string(udp->port);
    return {};
}

QWidget* hairline(Qt::Orientation direction, QWidget* parent) {
    auto* line = new QWidget(parent);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    if (direction == Qt::Horizontal)
        line->setFixedHeight(1);
    else
        line->setFixedWidth(1);
    return line;
}

/// A bar in the darker ground of titles and tool bars.
QWidget* bar(QWidget* parent) {
    auto* widget = new QWidget(parent);
    widget->setAutoFillBackground(true);
    widget->setBackgroundRole(QPalette::Shadow);
    return widget;
}

}  // namespace

ConnectDialog::ConnectDialog(engine::Hub& gateway, const Theme& theme, QWidget* parent,
                             PortScanner::Scan scan)
    : QDialog(parent),
      m_gateway(gateway),
      m_theme(theme),
      m_sources(new SourceList(theme, this)),
      m_form(new DeviceForm(theme, this)),
      m_portCount(new QLabel(this)),
      m_hint(new QLabel(this)),
      m_problemShape(new QLabel(this)),
      m_problem(new QLabel(this)),
      m_spec(new ElidedLabel(this)),
      m_preview(new PreviewPanel(theme, this)),
      m_previewPause(new QTimer(this)),
      m_scanner(new PortScanner(std::move(scan), this)) {
    setWindowTitle(tr("Connect a device"));
    resize(kSize);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(makeLeft());
    middle->addWidget(hairline(Qt::Vertical, this));
    middle->addWidget(makeRight(), 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(middle, 1);
    layout->addWidget(hairline(Qt::Horizontal, this));
    layout->addWidget(makeFoot());
    connect(m_scanner, &PortScanner::scanned, this, &ConnectDialog::takeScan);
    connect(m_sources, &SourceList::chosen, this, &ConnectDialog::chooseSource);
    connect(m_form, &DeviceForm::changed, this, [this] {
        m_refusal.clear();
        check();
    });
    connect(&theme, &Theme::changed, this, &ConnectDialog::applyTheme);
    followPreview();
    applyTheme();
    m_sources->choose(Kind::Simulated);
}

QWidget* ConnectDialog::makeLeft() {
    auto* left = new QWidget(this);
    left->setFixedWidth(kLeftWidth);
    auto* layout = new QVBoxLayout(left);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->addWidget(m_sources, 1);
    m_portCount->setContentsMargins(12, 0, 12, 8);
    m_portCount->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_portCount);
    return left;
}

QWidget* ConnectDialog::makeRight() {
    auto* right = new QWidget(this);
    for (auto* label : {m_hint, m_problem}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_problem->setAccessibleName(tr("What is wrong"));
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    auto* problem = new QHBoxLayout;
    problem->setSpacing(8);
    problem->addWidget(m_problemShape, 0, Qt::AlignTop);
    problem->addWidget(m_problem, 1);
    auto* layout = new QVBoxLayout(right);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(m_form);
    layout->addLayout(problem);
    layout->addWidget(m_hint);
    layout->addWidget(m_preview, 1);
    return right;
}

QWidget* ConnectDialog::makeFoot() {
    auto* foot = bar(this);
    m_spec->setForegroundRole(QPalette::PlaceholderText);
    m_spec->setAccessibleName(tr("Specification of the device"));
    auto* copy = new QToolButton(foot);
    copy->setIcon(m_theme.icon(QStringLiteral("copy")));
    copy->setToolTip(tr("Copy the specification; it is the same on the command line"));
    copy->setAccessibleName(tr("Copy the specification"));
    copy->setAutoRaise(true);
    connect(copy, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(specification()); });
    auto* cancel = new QPushButton(tr("Cancel"), foot);
    m_add = new QPushButton(tr("&Add, do not start"), foot);
    m_connect = new QPushButton(tr("&Connect"), foot);
    for (auto* button : {cancel, m_add, m_connect}) {
        button->setAutoDefault(false);
        button->setAccessibleName(button->text().remove(QLatin1Char('&')));
    }
    m_connect->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_add, &QPushButton::clicked, this, &ConnectDialog::add);
    connect(m_connect, &QPushButton::clicked, this, &ConnectDialog::addAndStart);
    auto* layout = new QHBoxLayout(foot);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(8);
    layout->addWidget(m_spec, 1);
    layout->addWidget(copy);
    for (auto* button : {cancel, m_add, m_connect})
        layout->addWidget(button);
    return foot;
}

void ConnectDialog::applyTheme() {
    m_spec->setFont(m_theme.fixedFont());
    m_portCount->setFont(m_theme.tinyFont());
    m_hint->setFont(m_theme.smallFont());
    check();
}

void ConnectDialog::takeScan(const PortScan& scan) {
    m_lastScan = scan;
    m_sources->setPorts(scan.ports, *m_gateway.snapshot());
    const auto ports = scan.ports.size();
    m_portCount->setText(ports == 1 ? tr("1 port; the list refreshes by itself")
                                    : tr("%1 ports; the list refreshes by itself").arg(ports));
    check();
}

void ConnectDialog::chooseSource() {
    const Kind kind = m_sources->kind();
    if (kind == Kind::Heading) return;
    m_form->setKind(kind);
    switch (kind) {
        case Kind::Port:
            m_form->setPort(QString::fromStdString(m_sources->portPath()));
            m_form->suggestName(freeName(m_sources->portName()));
            break;
        case Kind::OtherPort: m_form->suggestName(freeName(tr("Serial port"))); break;
        case Kind::Tcp: m_form->suggestName(freeName(QStringLiteral("tcp"))); break;
        case Kind::Udp: m_form->suggestName(freeName(QStringLiteral("udp"))); break;
        case Kind::Replay: m_form->suggestName(freeName(tr("Replay"))); break;
        default: m_form->suggestName(freeName(QStringLiteral("demo")));
    }
    m_hint->setText(hintText());
    check();
}

QString ConnectDialog::hintText() const {
    if (m_edited)
        return tr(
            "The device is made anew under its name and keeps its place. Its history begins anew; "
            "recordings keep what they have.");
    switch (m_sources->kind()) {
        case Kind::Simulated:
            return tr("Needs no hardware. Its values go the same way as those of a real device.");
        case Kind::Tcp:
            return tr(
                "For a serial device server or any program that sends lines. A connection that "
                "ends or is refused is tried again, for ever.");
        case Kind::Udp:
            return tr(
                "Whoever reaches the port can send. Listen at 127.0.0.1 to hear this machine "
                "alone. A sender cannot be held back: what comes too fast is lost uncounted.");
        case Kind::OtherPort:
            return tr(
                "A path, or a specification as on the command line, such as tcp:HOST:PORT, "
                "udp:PORT or serial:/dev/ttyUSB0?baud=9600.");
        case Kind::Replay:
            return tr(
                "Plays the bytes of a file as if a device sent them. Nothing is lost: a "
                "replay waits when the queue is full.");
        default:
            return tr(
                "Opening a port raises DTR and RTS: an Arduino restarts, and its first "
                "bytes may be unreadable. An unplugged device is found again by itself.");
    }
}

QString ConnectDialog::freeName(const QString& wish) const {
    const auto snapshot = m_gateway.snapshot();
    const auto taken = [&](const QString& name) {
        return std::any_of(snapshot->devices.begin(), snapshot->devices.end(),
                           [&](const auto& device) { return deviceName(device) == name; });
    };
    // A name is also the id in files and on the command line, which knows no spaces.
    static const QRegularExpression kForeign(QStringLiteral("[^A-Za-z0-9_.:-]+"));
    QString stem = QString(wish).replace(kForeign, QStringLiteral("-")).left(kLongestStem);
    while (stem.endsWith(QLatin1Char('-')))
        stem.chop(1);
    if (stem.isEmpty()) stem = QStringLiteral("device");
    QString name = stem;
    for (int number = 2; taken(name); ++number)
        name = QStringLiteral("%1-%2").arg(stem).arg(number);
    return name;
}

void ConnectDialog::check() {
    const engine::DeviceSettings settings = m_form->settings();
    const auto* serial = std::get_if<engine::SerialSettings>(&settings.bus);
    m_scanner->ask(serial ? serial->path : std::string());
    m_spec->setText(specification());
    const Finding finding = findProblem(settings);
    const AlarmLevel level = finding.blocks ? AlarmLevel::Critical : AlarmLevel::Warning;
    m_problemShape->setPixmap(
        finding.text.isEmpty()
            ? QPixmap()
            : alarmShapePixmap(level, 16, devicePixelRatioF(), m_theme.colors()));
    m_problem->setText(finding.text);
    // What keeps a port shut stands below, with what helps.
    const bool stands = !finding.text.isEmpty() && !finding.trouble;
    m_problemShape->setVisible(stands);
    m_problem->setVisible(stands);
    updateButtons(finding);
    m_finding = finding;
    m_previewPause->start();
}

void ConnectDialog::updateButtons(const Finding& finding) {
    m_add->setEnabled(!finding.blocks);
    m_connect->setEnabled(!finding.blocks);
    const bool doubtful = !finding.text.isEmpty() || !m_preview->causeTitle().isEmpty();
    const bool anyway = doubtful && !finding.blocks;
    m_connect->setText(m_edited ? tr("&Save and start")
                       : anyway ? tr("&Connect anyway")
                                : tr("&Connect"));
    m_connect->setAccessibleName(m_connect->text().remove(QLatin1Char('&')));
}

void ConnectDialog::followPreview() {
    m_previewPause->setSingleShot(true);
    m_previewPause->setInterval(kPreviewAfterMs);
    connect(m_previewPause, &QTimer::timeout, this, &ConnectDialog::updatePreview);
    connect(m_preview, &PreviewPanel::rateChosen, m_form, &DeviceForm::setBaud);
    connect(m_preview, &PreviewPanel::sightChanged, this, [this] { updateButtons(m_finding); });
}

// A port of the list was chosen; what is typed is opened by the button alone, because a path that
// is half typed may be a port too.
void ConnectDialog::updatePreview() {
    if (!isVisible()) return;
    const engine::DeviceSettings settings = m_form->settings();
    const bool known = m_preview->settings() == settings;
    // What the operator opened all the same stays open.
    if (known && m_preview->isOpen()) return;
    if (m_finding.trouble) {
        m_preview->explain(settings, *m_finding.trouble);
        return;
    }
    if (!m_finding.text.isEmpty()) {
        m_preview->close(tr("There is no preview before this is put right."));
        return;
    }
    if (!canPreview(settings.bus)) {
        m_preview->close(tr("A recorded session has no bytes to look at."));
        return;
    }
    if (known && m_preview->isOffered()) return;
    if (readsItself(settings)) {
        m_preview->close(tr("The device reads this source now; stop it to look at it here."));
        return;
    }
    const bool sameSource = m_preview->isOpen() &&
                            m_preview->settings().bus.index() == settings.bus.index() &&
                            sourceOf(m_preview->settings().bus) == sourceOf(settings.bus);
    const Kind kind = m_sources->kind();
    if (kind == Kind::Port || kind == Kind::Simulated || sameSource)
        m_preview->open(settings);
    else
        m_preview->offer(settings);
}

void ConnectDialog::showEvent(QShowEvent* event) {
    QDialog::showEvent(event);
    m_previewPause->start();
}

void ConnectDialog::hideEvent(QHideEvent* event) {
    m_preview->close({});
    QDialog::hideEvent(event);
}

/// A port has one reader: while the device measures, that is the device.
bool ConnectDialog::readsItself(const engine::DeviceSettings& settings) const {
    const auto before = m_edited ? m_gateway.settingsOf(*m_edited) : std::nullopt;
    const auto snapshot = m_gateway.snapshot();
    const auto* device = m_edited ? snapshot->find(*m_edited) : nullptr;
    const bool isOpen =
        device && (device->state == engine::DeviceState::Measuring || isUndecoded(*device));
    if (!before || !isOpen) return false;
    const bool shared = std::holds_alternative<engine::SimulatedSettings>(settings.bus) ||
                        std::holds_alternative<engine::ReplaySettings>(settings.bus);
    return !shared && before->bus.index() == settings.bus.index() &&
           sourceOf(before->bus) == sourceOf(settings.bus);
}

bool ConnectDialog::isEdited(const engine::DeviceSnapshot& device) const {
    return m_edited == device.device;
}

void ConnectDialog::fillIn(const engine::DeviceSettings& settings) {
    const Kind kind = m_form->fillIn(settings);
    m_sources->choose(kind);
    m_form->setKind(kind);
}

void ConnectDialog::edit(const engine::DeviceSnapshot& device) {
    m_edited = device.device;
    m_editedMeasures = device.state == engine::DeviceState::Measuring ||
                       device.state == engine::DeviceState::Error;
    setWindowTitle(tr("Edit %1").arg(deviceName(device)));
    m_add->setText(tr("&Save"));
    m_add->setAccessibleName(tr("Save"));
    m_add->setToolTip(tr("Saves; the device starts again when it measures"));
    fillIn(device.settings);
    m_hint->setText(hintText());
    check();
}

void ConnectDialog::findRate(const engine::DeviceSnapshot& device) {
    edit(device);
    m_gateway.command(device.device, engine::DeviceCommand::Stop, this,
                      [this](const engine::Result<void>&) {
                          m_preview->open(m_form->settings());
                          m_preview->searchRates();
                      });
    if (!m_editedMeasures) return;
    connect(this, &QDialog::rejected, this, [this] {
        if (m_edited) m_gateway.command(*m_edited, engine::DeviceCommand::Start);
    });
}

void ConnectDialog::duplicate(const engine::DeviceSettings& settings) {
    engine::DeviceSettings copy = settings;
    copy.id = freeName(QString::fromStdString(settings.id)).toStdString();
    fillIn(copy);
    check();
}

bool ConnectDialog::addDevice(Then then) {
    const engine::DeviceSettings settings = m_form->settings();
    // The preview lets go of the port before the device takes it.
    m_preview->close(tr("The device takes over."));
    const auto before = m_edited ? m_gateway.settingsOf(*m_edited) : std::nullopt;
    if (before) m_gateway.removeDevice(*m_edited);
    const auto added = m_gateway.addDevice(settings);
    if (!added) {
        m_refusal = added.error().detail;
        if (before) {
            const auto again = m_gateway.addDevice(*before);
            if (again) m_edited = again.value();
            if (again && m_editedMeasures)
                m_gateway.command(again.value(), engine::DeviceCommand::Start);
        }
        check();
        return false;
    }
    if (then == Then::Start) m_gateway.command(added.value(), engine::DeviceCommand::Start);
    return true;
}

void ConnectDialog::add() {
    const bool goesOn = m_edited && m_editedMeasures;
    if (canAdd() && addDevice(goesOn ? Then::Start : Then::Rest)) accept();
}

void ConnectDialog::addAndStart() {
    if (canAdd() && addDevice(Then::Start)) accept();
}

QString ConnectDialog::specification() const {
    return QString::fromStdString(engine::deviceSpec(m_form->settings()));
}

QString ConnectDialog::problem() const {
    return m_problem->text();
}

bool ConnectDialog::canAdd() const {
    return m_add->isEnabled();
}

}  // namespace telemetryhub::ui
