# frozen_string_literal: true

# Loads Mastodon's gems once, as config/application.rb does before the env file is looked at; then, for each line of JSON
# on its input, starts Mastodon in a child of its own and runs a script in it. Prints a line when that child has ended.
require 'json'
require File.join(Dir.pwd, 'config/boot')
%w(rails active_record/railtie action_controller/railtie action_view/railtie action_mailer/railtie active_job/railtie mail).each { |name| require name }
Bundler.require(*Rails.groups)

def start(order)
  fork do
    $stdin.reopen(File::NULL)
    $stdout.reopen(order.fetch('log'), 'w')
    $stderr.reopen($stdout)
    ARGV.replace(order.fetch('arguments'))
    require File.join(Dir.pwd, 'config/environment')
    load order.fetch('script')
  end
end

$stdout.sync = true
puts 'ready'
$stdin.each_line do |line|
  child = start(JSON.parse(line))
  watchdog = Thread.new do
    sleep 100
    Process.kill(:KILL, child)
  end
  Process.wait(child)
  watchdog.kill
  puts 'ended'
end
