// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/settings_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "devices/message_row.h"
#include "telemetryhub/ui/language.h"
#include "theme/shown_time.h"
#include "theme/theme.h"
#include "window/alarm_notifier.h"
#include "window/key_bindings.h"
#include "window/theme_menu.h"
#include "window/window_memory.h"

namespace telemetryhub::ui {
namespace {

QString keysText(const QList<QKeySequence>& keys) {
    return QKeySequence::listToString(keys, QKeySequence::NativeText);
}

void addSetting(QFormLayout& form, const QString& label, QWidget* field, const QString& toolTip) {
    field->setAccessibleName(label);
    field->setToolTip(toolTip);
    form.addRow(label, field);
}

}  // namespace

SettingsDialog::SettingsDialog(const Parts& parts, const Theme& theme, QWidget* parent)
    : QDialog(parent), m_parts(parts), m_theme(theme) {
    setObjectName(QStringLiteral("settings"));
    setWindowTitle(tr("Settings"));
    resize(640, 520);
    auto* tabs = new QTabWidget(this);
    tabs->setAccessibleName(tr("Pages of settings"));
    tabs->addTab(makeGeneral(), tr("General"));
    tabs->addTab(makeKeys(), tr("Keys"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setAccessibleName(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(tabs, 1);
    column->addWidget(buttons);
    fillKeys();
}

QComboBox* SettingsDialog::makeThemes() {
    auto* box = new QComboBox(this);
    const auto choices = m_parts.themes.actions();
    for (QAction* choice : choices) {
        box->addItem(choice->text().remove(QLatin1Char('&')));
        if (choice->isChecked()) box->setCurrentIndex(box->count() - 1);
    }
    connect(box, &QComboBox::activated, this,
            [this](int index) { m_parts.themes.actions().at(index)->trigger(); });
    return box;
}

QComboBox* SettingsDialog::makeLanguages() {
    auto* box = new QComboBox(this);
    for (const Language& language : languages()) {
        box->addItem(language.name, language.code);
        if (m_parts.settings && language.code == chosenLanguage(*m_parts.settings))
            box->setCurrentIndex(box->count() - 1);
    }
    box->setEnabled(m_parts.settings);
    return box;
}

QComboBox* SettingsDialog::makeZones() {
    auto* box = new QComboBox(this);
    box->addItem(tr("Local time"));
    box->addItem(tr("UTC"));
    box->setCurrentIndex(shownZone() == ShownZone::Utc ? 1 : 0);
    connect(box, &QComboBox::activated, this, [this](int index) {
        setShownZone(index == 1 ? ShownZone::Utc : ShownZone::Local);
        m_parts.zoneChanged();
    });
    return box;
}

QWidget* SettingsDialog::makeGeneral() {
    auto* page = new QWidget(this);
    auto* form = new QFormLayout(page);
    form->setContentsMargins(16, 16, 16, 16);
    form->setVerticalSpacing(12);
    form->setHorizontalSpacing(16);
    addSetting(*form, tr("Theme"), makeThemes(), tr("Colours of the whole window"));
    auto* languageBox = makeLanguages();
    addSetting(*form, tr("Language"), languageBox, tr("In force from the next start"));
    auto* restart = new MessageRow(m_theme, page);
    restart->setHint(tr("Another language is in force from the next start."));
    form->addRow(QString(), restart);
    connect(languageBox, &QComboBox::activated, this, [this, languageBox, restart] {
        setChosenLanguage(*m_parts.settings, languageBox->currentData().toString());
        restart->say(AlarmLevel::Info, tr("Start TelemetryHub again to see it in this language."));
    });
    addSetting(*form, tr("Times"), makeZones(), tr("The zone of every time in the window"));
    auto* motion = new QCheckBox(tr("Let a new Error or SafeState pulse for ten seconds"), page);
    motion->setChecked(!m_theme.isMotionReduced());
    connect(motion, &QCheckBox::toggled, this, [this](bool on) {
        rememberMotionReduced(m_parts.themes.theme(), m_parts.settings, !on);
    });
    addSetting(*form, tr("Motion"), motion, tr("Nothing else in the window moves by itself"));
    auto* notify =
        new QCheckBox(tr("Tell of critical alarms while the window is behind others"), page);
    notify->setChecked(m_parts.notifier.isOn());
    connect(notify, &QCheckBox::toggled, &m_parts.notifier, &AlarmNotifier::setOn);
    addSetting(*form, tr("Notifications"), notify,
               AlarmNotifier::isAvailable() ? tr("By the notifications of the system")
                                            : tr("This system shows no notifications"));
    return page;
}

QWidget* SettingsDialog::makeKeys() {
    auto* page = new QWidget(this);
    m_commands = new QTreeWidget(page);
    m_commands->setAccessibleName(tr("Commands and their keys"));
    m_commands->setHeaderLabels({tr("Command"), tr("Keys"), tr("Usually")});
    m_commands->setRootIsDecorated(false);
    m_commands->setUniformRowHeights(true);
    m_commands->setSortingEnabled(true);
    m_commands->sortByColumn(0, Qt::AscendingOrder);
    m_commands->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_commands->header()->setStretchLastSection(false);
    m_key = new QKeySequenceEdit(page);
    m_key->setAccessibleName(tr("New keys"));
    m_key->setToolTip(tr("Press the keys that the chosen command shall have"));
    m_usual = new QPushButton(tr("As usual"), page);
    m_usual->setAccessibleName(m_usual->text());
    m_usual->setToolTip(tr("Give the chosen command its usual keys"));
    auto* none = new QPushButton(tr("No keys"), page);
    none->setAccessibleName(none->text());
    none->setToolTip(tr("Take the keys from the chosen command"));
    m_message = new MessageRow(m_theme, page);
    m_message->setHint(tr("Choose a command, then press its new keys."));
    auto* row = new QHBoxLayout;
    row->addWidget(m_key, 1);
    row->addWidget(none);
    row->addWidget(m_usual);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(12, 12, 12, 12);
    column->addWidget(m_commands, 1);
    column->addLayout(row);
    column->addWidget(m_message);
    connect(m_commands, &QTreeWidget::currentItemChanged, this, &SettingsDialog::showKey);
    connect(m_key, &QKeySequenceEdit::editingFinished, this, &SettingsDialog::takeKey);
    connect(none, &QPushButton::clicked, this, [this] {
        m_key->clear();
        takeKey();
    });
    connect(m_usual, &QPushButton::clicked, this, [this] {
        if (auto* item = m_commands->currentItem())
            m_parts.keys.reset(item->data(0, Qt::UserRole).toString());
    });
    connect(&m_parts.keys, &KeyBindings::changed, this, &SettingsDialog::fillKeys);
    return page;
}

void SettingsDialog::fillKeys() {
    const auto* before = m_commands->currentItem();
    const QString chosen = before ? before->data(0, Qt::UserRole).toString() : QString();
    const QSignalBlocker quiet(m_commands);
    m_commands->clear();
    for (const KeyBindings::Command& command : m_parts.keys.commands()) {
        auto* item =
            new QTreeWidgetItem({command.text, keysText(command.keys), keysText(command.usual)});
        item->setData(0, Qt::UserRole, command.name);
        item->setToolTip(0, command.text);
        m_commands->addTopLevelItem(item);
        if (command.name == chosen) m_commands->setCurrentItem(item);
    }
    m_commands->resizeColumnToContents(1);
    m_commands->resizeColumnToContents(2);
    showKey();
}

void SettingsDialog::showKey() {
    const auto* item = m_commands->currentItem();
    m_key->setEnabled(item);
    m_usual->setEnabled(item);
    const QSignalBlocker quiet(m_key);
    m_key->setKeySequence(item ? QKeySequence(item->text(1), QKeySequence::NativeText)
                               : QKeySequence());
    m_message->clear();
}

void SettingsDialog::takeKey() {
    auto* item = m_commands->currentItem();
    if (!item) return;
    const QString name = item->data(0, Qt::UserRole).toString();
    const QKeySequence keys = m_key->keySequence();
    const QString owner = m_parts.keys.ownerOf(keys, name);
    if (!owner.isEmpty()) {
        const QString refused = keys.toString(QKeySequence::NativeText);
        showKey();
        m_message->say(AlarmLevel::Warning, tr("%1 belongs to \u201c%2\u201d. Take it from there "
                                               "first, or press others.")
                                                .arg(refused, owner));
        return;
    }
    m_parts.keys.setKey(name, keys);
}

}  // namespace telemetryhub::ui
